"""The two responsibilities (两个责任): checklists, duties, filings, assessments."""
