"""Which recorded acts answer which question of a trace: filed, rated, read, checked, decided."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from accountability import verbs
from supervision.attachments import verbs as attachment_verbs
from supervision.audit.verbs import Verb


class Question(StrEnum):
    """What a trace asks of each act, in the order of its page."""

    FILED = "filed"
    RATED = "rated"
    READ = "read"
    CHECKED = "checked"
    DECIDED = "decided"
    PRESSED = "pressed"


LABELS = {
    Question.FILED: _("Who filed"),
    Question.RATED: _("Who rated"),
    Question.READ: _("Who read it"),
    Question.CHECKED: _("Who checked and what was found"),
    Question.DECIDED: _("Who decided on more time"),
    Question.PRESSED: _("Who pressed, and what was put right"),
}
_ANSWERS: dict[Question, tuple[Verb, ...]] = {
    Question.FILED: (
        verbs.FILED,
        verbs.SUPPLEMENTED,
        verbs.EVENT_RECORDED,
        attachment_verbs.DETACHED,
    ),
    Question.RATED: (
        verbs.FILING_RATED,
        verbs.FILING_RERATED,
        verbs.OBJECTION_RAISED,
        verbs.OBJECTION_DECIDED,
    ),
    Question.READ: (
        verbs.PATROL_READ,
        verbs.PATROL_CORRECTED,
        verbs.FILING_READ,
        verbs.FINDING_READ,
        attachment_verbs.DOWNLOADED,
    ),
    Question.CHECKED: (
        verbs.SPOT_CHECKED,
        verbs.SPOT_CORRECTED,
        verbs.FINDING_RAISED,
        verbs.FINDING_CORRECTED,
        verbs.FINDING_WITHDRAWN,
        verbs.FALSE_PROPOSED,
        verbs.FALSE_CONFIRMED,
        verbs.FALSE_REJECTED,
        verbs.DOUBT_ASKED,
        verbs.DOUBT_EXPLAINED,
        verbs.DOUBT_DECIDED,
        verbs.DOUBT_REOPENED,
    ),
    Question.DECIDED: (
        verbs.REQUESTED,
        verbs.APPROVED,
        verbs.REFUSED,
        verbs.WITHDRAWN,
        verbs.RESUMED,
    ),
}
#: What the filing says itself: files come with it.
LEFT_OUT = (attachment_verbs.STORED.code, attachment_verbs.ATTACHED.code)
_BY_CODE = {verb.code: question for question, found in _ANSWERS.items() for verb in found}


def question_of(code: str) -> Question:
    """Return the question that the act answers; what answers none of the others was pressing."""
    return _BY_CODE.get(code, Question.PRESSED)
