"""Why an outcome is refused, in words, each with its article."""

from django.utils.translation import gettext as _

from cases.rules import outcomes as rules
from cases.rules import sanctions
from cases.rules.outcomes import Clash
from cases.rules.sanctions import Refusal
from cases.services.faults import RuleBroken
from cases.workflow import Article


def _sentences() -> dict[str, str]:
    return {
        Refusal.NOT_A_MEMBER: _("%(name)s is not a Party member: no Party sanction is possible."),
        Refusal.NO_PARTY_POST: _(
            "%(name)s holds no Party post to be removed from; a serious warning stands in its "
            "place, with two years."
        ),
        Refusal.RETIRED: _(
            "%(name)s has retired: no government sanction is given; benefits are adjusted where "
            "demotion or more would apply."
        ),
        Refusal.NO_PUBLIC_OFFICE: _(
            "%(name)s holds no public office: no government sanction is possible."
        ),
        Refusal.VILLAGE_MANAGER: _(
            "%(name)s manages a village or community, or is a person like it: only warning, "
            "demerit and serious demerit are possible."
        ),
        Refusal.ALREADY_BY_UNIT: _(
            "The unit has sanctioned %(name)s for this act already; organ and unit do not both "
            "sanction one act."
        ),
        Refusal.NOT_A_PERSON: _(
            "%(name)s is a Party organisation: it receives no sanction of persons, only written "
            "self-criticism, circulated criticism, reorganisation or dissolution, and is held "
            "accountable by self-examination or notice."
        ),
        Refusal.NOT_AN_ORGANISATION: _(
            "%(name)s is a person: only a Party organisation receives this."
        ),
        Refusal.CAN_CORRECT: _(
            "Only an organisation that gravely violates discipline and cannot correct itself is "
            "reorganised or dissolved: state that %(name)s is one."
        ),
        Refusal.NOT_MOST_MEMBERS: _(
            "Only an organisation of which all or most members gravely violate discipline is "
            "dissolved: state that %(name)s is one."
        ),
        Clash.TWO_ENDS: _("%(name)s is either reorganised or dissolved, not both."),
        Clash.ALONE: _(
            "%(name)s: exemption, no sanction and closing stand alone, beside no other outcome."
        ),
        Clash.TWO_PARTY: _("%(name)s: one Party sanction is given for everything together."),
        Clash.NOT_FIRST_FORM: _("%(name)s: this is no measure of the first form."),
        Clash.NOT_BY_HAND: _("%(name)s: this follows from a step of its own."),
        Clash.PROBATION_YEARS: _("Probation within the Party lasts one year or two."),
        Clash.PERIOD: _(
            "%(name)s: the period of this sanction lies between %(least)d and %(most)d months."
        ),
        Clash.IN_PLACE: _(
            "Only a serious warning of somebody without a Party post stands in place of removal."
        ),
        Clash.NO_DUTY_CRIME: _(
            "The clue names no duty crime: a transfer for prosecution is not possible."
        ),
    }


def article_of(found: Refusal | Clash) -> Article | None:
    """Return the article behind a refusal; None where no law names one."""
    if isinstance(found, Refusal):
        return Article(sanctions.ARTICLES[found])
    return Article(rules.ARTICLES[found]) if found in rules.ARTICLES else None


def broken(found: Refusal | Clash, name: str = "", *, field: str = "", **more: int) -> RuleBroken:
    """Return the refusal as an error for the form."""
    words = _sentences()[found] % {"name": name, **more}
    return RuleBroken(words, article_of(found), field=field)
