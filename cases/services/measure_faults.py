"""Why a measure is refused, in words, each with its article."""

from django.utils.translation import gettext as _

from cases.rules.measures import ARTICLES, MeasureRefusal
from cases.services.faults import RuleBroken
from cases.workflow import Article


def sentence(refusal: MeasureRefusal) -> str:
    """Return the refusal in words."""
    return {
        MeasureRefusal.ONE_OFFICER: _("A measure is carried out by two officers."),
        MeasureRefusal.CHAINED: _(
            "Compelled appearances are not chained: 24 hours lie between two of one person (the "
            "figure is from memory: check it against the text)."
        ),
        MeasureRefusal.RUNNING: _("This person is under this measure already."),
        MeasureRefusal.NO_EXTENSION: _("This measure may not be prolonged (again)."),
        MeasureRefusal.CUSTODY_DAYS: _(
            "Protective custody is prolonged once, in special cases, by one to three days."
        ),
        MeasureRefusal.SECOND_NEEDS_TEN_YEARS: _(
            "A detention is prolonged a second time only where a sentence of ten years or more is "
            "likely, by decision of the National Commission of Supervision."
        ),
        MeasureRefusal.RECALCULATION: _(
            "Only organs of provincial level and above count a detention anew."
        ),
        MeasureRefusal.OVER_TERM: _("This lies after the end of the measure."),
        MeasureRefusal.BEFORE_APPROVAL: _("A measure begins after its approval."),
        MeasureRefusal.NOT_INVESTIGATED: _(
            "Measures are taken while a matter is verified or investigated."
        ),
    }[refusal]


def broken(refusal: MeasureRefusal, *, field: str = "") -> RuleBroken:
    """Return the refusal as an error for the form."""
    return RuleBroken(sentence(refusal), Article(ARTICLES[refusal]), field=field)
