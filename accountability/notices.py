"""What the two responsibilities tell people."""

from django.utils.translation import gettext_lazy as _

from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind

ASKED = kinds.register(
    NoticeKind(code="accountability.change_asked", label=_("A request waits for your decision"))
)
MOVED = kinds.register(
    NoticeKind(code="accountability.deadline_moved", label=_("A deadline of yours moved"))
)
ANSWERED = kinds.register(
    NoticeKind(code="accountability.change_answered", label=_("Your request was decided"))
)
#: New work for a unit: stands over every page until its clerk has acknowledged it.
NEW_TASKS = kinds.register(
    NoticeKind(
        code="accountability.new_tasks",
        label=_("New tasks"),
        must_acknowledge=True,
        icon="clipboard-list",
    )
)
#: The office presses for one task: stands over every page until it is acknowledged.
URGED = kinds.register(
    NoticeKind(
        code="accountability.urged",
        label=_("The office urges you to file"),
        must_acknowledge=True,
        sms=True,
        icon="bell",
    )
)
#: The unit is heard before anybody decides that a filing of its is falsified.
FALSE_PROPOSED = kinds.register(
    NoticeKind(
        code="accountability.false_proposed",
        label=_("A filing of yours is doubted; you may state your case"),
        must_acknowledge=True,
        sms=True,
        icon="gavel",
    )
)
FALSE_TO_DECIDE = kinds.register(
    NoticeKind(
        code="accountability.false_to_decide",
        label=_("A proposal about a falsified filing waits for your decision"),
        icon="gavel",
    )
)
FALSE_DECIDED = kinds.register(
    NoticeKind(
        code="accountability.false_decided",
        label=_("The proposal about a filing was decided"),
        must_acknowledge=True,
        icon="gavel",
    )
)
SUMMONED = kinds.register(
    NoticeKind(
        code="accountability.summoned",
        label=_("Members of your leading group are called to a talk"),
        must_acknowledge=True,
        sms=True,
        icon="user-check",
    )
)
PROBLEM_FOUND = kinds.register(
    NoticeKind(code="accountability.problem_found", label=_("A problem was found in your unit"))
)
PROBLEM_CORRECTED = kinds.register(
    NoticeKind(
        code="accountability.problem_corrected",
        label=_("A problem found in your unit was corrected"),
        icon="edit",
    )
)
RECTIFY_ASKED = kinds.register(
    NoticeKind(
        code="accountability.rectify_asked",
        label=_("Rectification asked for"),
        must_acknowledge=True,
        icon="report-analytics",
    )
)
RECTIFY_REPORTED = kinds.register(
    NoticeKind(
        code="accountability.rectify_reported", label=_("A rectification waits for verification")
    )
)
RECTIFY_JUDGED = kinds.register(
    NoticeKind(code="accountability.rectify_judged", label=_("A rectification was verified"))
)
PLAN_ASKED = kinds.register(
    NoticeKind(code="accountability.plan_asked", label=_("Make a rectification plan"))
)
FEEDBACK_GIVEN = kinds.register(
    NoticeKind(code="accountability.feedback_given", label=_("Feedback of an assessment"))
)
PATROL_OPENED = kinds.register(
    NoticeKind(
        code="accountability.patrol_opened", label=_("A patrol waits for readers"), icon="eye"
    )
)
SAMPLE_DRAWN = kinds.register(
    NoticeKind(
        code="accountability.sample_drawn",
        label=_("Filings are to be checked on the spot"),
        icon="map-pin",
    )
)
#: What an officer said of a unit's filing is told to the unit.
FILING_JUDGED = kinds.register(
    NoticeKind(
        code="accountability.filing_judged",
        label=_("A filing of yours was checked"),
        icon="map-pin",
    )
)
PART_GONE = kinds.register(
    NoticeKind(code="accountability.part_gone", label=_("A part of a task was withdrawn"))
)
PARTS_DONE = kinds.register(
    NoticeKind(code="accountability.parts_done", label=_("All parts of a task are concluded"))
)
PARENT_MOVED = kinds.register(
    NoticeKind(code="accountability.parent_moved", label=_("The task above yours moved"))
)
#: A concluded task that the records no longer bear out: the office looks at it.
TALKS_SHORT = kinds.register(
    NoticeKind(
        code="accountability.talks_short",
        label=_("Too few talks are left for a concluded task"),
        icon="alert-triangle",
    )
)
RATED = kinds.register(
    NoticeKind(code="accountability.rated", label=_("A filing of yours was rated"), icon="star")
)
OBJECTED = kinds.register(
    NoticeKind(code="accountability.objected", label=_("A unit objects to a rating"))
)
OBJECTION_ANSWERED = kinds.register(
    NoticeKind(code="accountability.objection_answered", label=_("Your objection was answered"))
)
ROUND_OPENS = kinds.register(
    NoticeKind(
        code="accountability.round_opens",
        label=_("Score your own unit"),
        must_acknowledge=True,
        icon="clipboard-check",
    )
)
SCORES_FIXED = kinds.register(
    NoticeKind(
        code="accountability.scores_fixed",
        label=_("Your unit's score was confirmed"),
        icon="trophy",
    )
)
MATERIAL_ADDED = kinds.register(
    NoticeKind(code="accountability.material_added", label=_("A material about your unit"))
)

#: A doubt is never an accusation: the unit is asked, and its words stand beside the measure.
DOUBT_TO_EXPLAIN = kinds.register(
    NoticeKind(
        code="accountability.doubt_to_explain",
        label=_("Please explain a filing"),
        icon="question-mark",
    )
)
DOUBT_ANSWERED = kinds.register(
    NoticeKind(code="accountability.doubt_answered", label=_("A unit explained a doubt"))
)
DOUBT_CLOSED = kinds.register(
    NoticeKind(code="accountability.doubt_closed", label=_("A doubt about a filing was decided"))
)
