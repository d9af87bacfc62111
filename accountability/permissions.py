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
#: Rate filings.
RATE = "accountability.rate"
#: Set the scoring scheme of a year.
EDIT_SCHEME = "accountability.edit_scheme"
#: Give and confirm the office's score of a unit.
SCORE = "accountability.score"
#: Score the own unit.
SELF_SCORE = "accountability.self_score"
#: Record what research, inspection, daily checks and democratic-life meetings showed of a unit.
RECORD_MATERIAL = "accountability.record_material"
#: Split an item into child items.
DECOMPOSE = "accountability.decompose"
#: Record talks of the first form in the own unit.
RECORD_TALK = "accountability.record_talk"
#: Read records of talks.
READ_TALKS = "accountability.read_talks"
#: Urge a unit to do a late duty.
URGE = "accountability.urge"
#: Draft supervision letters and notices.
DRAFT_PAPER = "accountability.draft_paper"
#: Sign what somebody else drafted.
SIGN_PAPER = "accountability.sign_paper"
#: Propose that a filing be held to be falsified, with the evidence.
PROPOSE_FALSE = "accountability.propose_false"
#: Decide on such a proposal of somebody else.
DECIDE_FALSE = "accountability.decide_false"
#: Hold summons talks and keep their records.
SUMMON = "accountability.summon"
#: Patrol filings and draw samples for the check on the spot.
PATROL = "accountability.patrol"
#: Check doubts about filings.
CHECK_DOUBTS = "accountability.check_doubts"
#: Read and score the units of an assessment group, and report problems.
ASSESS = "accountability.assess"
#: Raise findings and ask for their rectification.
RAISE_FINDING = "accountability.raise_finding"
#: Hand a problem found on as a clue.
REFER = "accountability.refer"
#: Rectify what was found in the own unit.
RECTIFY = "accountability.rectify"
#: Verify a rectification that somebody else reported.
VERIFY = "accountability.verify"
#: Take out a unit's evidence of a year.
TAKE_EVIDENCE = "accountability.take_evidence"
#: Trace a later problem back to who filed, who rated and what was known.
TRACE_BACK = "accountability.trace_back"
#: Set the thresholds of the comparisons that raise doubts.
SET_DETECTORS = "accountability.set_detectors"
