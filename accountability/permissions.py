"""The acts of the two responsibilities; which role may do them stands in the registrations."""

#: Read duties, filings and lists within the role's reach.
READ = "accountability.read"
#: File for the own unit.
FILE = "accountability.file"
#: Ask for an extension or a pause.
REQUEST_CHANGE = "accountability.request_change"
#: Decide on an extension or a pause that somebody else asked for.
DECIDE_CHANGE = "accountability.decide_change"
#: Write lists before they are published.
EDIT_CHECKLISTS = "accountability.edit_checklists"
#: Publish a list.
PUBLISH = "accountability.publish"
#: Issue task lists.
ISSUE_TASK = "accountability.issue_task"
#: See the whole district at once.
OVERSEE = "accountability.oversee"
#: Plan assessments and their groups.
PLAN_ASSESSMENT = "accountability.plan_assessment"
#: Be told when the own unit's duties fall due.
BE_WARNED = "accountability.be_warned"
#: Be told of the own unit's duties that stay overdue.
BE_ESCALATED = "accountability.be_escalated"
#: Be told, as the superior, of any unit's duties that stay overdue.
SUPERIOR = "accountability.superior"
