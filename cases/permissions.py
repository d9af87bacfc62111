"""The acts on clues and cases; which role may do them stands in the registrations.

A permission opens pages and forms. Which clues they show is another question: need-to-know, row by
row (`selectors.visibility`).
"""

#: Open the pages of clues; which of them depends on the part one has in each.
READ = "cases.read"
#: Enter a clue.
REGISTER = "cases.register"
#: Enter and read who reported, and tell the reporter.
READ_REPORTER = "cases.read_reporter"
#: See every clue's way and clocks, propose its assignment and its archiving, warn the offices.
SUPERVISE = "cases.supervise"
#: Sign for the case supervision office.
HEAD_SUPERVISION = "cases.head_supervision"
#: Carry a clue or take part in its team: propose the acts of the handling office.
HANDLE = "cases.handle"
#: Name handlers and teams of the own office, and sign for it.
HEAD_HANDLING = "cases.head_handling"
#: Take part in a review panel: propose the acts of the review office.
REVIEW = "cases.review"
#: Name review panels, and sign for the review office.
HEAD_REVIEW = "cases.head_review"
#: Sign as the responsible deputy of the offices of one's portfolio.
SIGN_AS_DEPUTY = "cases.sign_as_deputy"
#: Sign as the principal, whatever the office.
SIGN_AS_PRINCIPAL = "cases.sign_as_principal"
#: Record what somebody outside of the portal approved, with the paper.
RECORD_OUTSIDE = "cases.record_outside"
#: Name who stands in during one's own absence.
NAME_STAND_IN = "cases.name_stand_in"
#: Read figures over all clues without opening one.
STATISTICS = "cases.statistics"
#: Enter in the interference register that somebody pried or pleaded.
ENTER_INTERFERENCE = "cases.enter_interference"
#: Read the interference register.
READ_INTERFERENCE = "cases.read_interference"
#: Record the days that start and end clocks, and extensions with their approval.
EXTEND_CLOCK = "cases.extend_clock"
#: Press an office for clocks that run out: draft reminders, letters and summonses.
PROMPT = "cases.prompt"
#: Sign reminders and letters to an office; a summons is the principal's.
SIGN_PROMPT = "cases.sign_prompt"
#: Open a rectification plan from the rows behind a red figure, and look at what became of it.
OPEN_PLAN = "cases.open_plan"
#: Read the rectification plans of one's offices, and those one is in charge of.
READ_PLAN = "cases.read_plan"
#: Read what was put right after a case and reported back to the own office or group.
READ_BACK = "cases.read_back"
