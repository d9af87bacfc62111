"""On what a step rests: the outcomes it takes along, and the papers it was or will be taken on."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.enums import StepStatus
from cases.enums.papers import PaperStatus
from cases.models import CasePaper, Clue, Step
from cases.rules.paper_kinds import CARRIED, fitting
from cases.selectors.outcomes import label_of
from cases.workflow import transition


def papers_behind(step: Step) -> Sequence[CasePaper]:
    """Return the papers a step was taken on, or while it waits those it asks for; else none."""
    asked = transition(step.act).papers
    slots = [fit for slot in asked for fit in fitting(slot)]
    carried = [slot for slot in slots if (step.act, slot) in CARRIED]
    if step.status == StepStatus.APPROVED:
        chosen = Q(step=step)
    elif step.status == StepStatus.PROPOSED:
        chosen = Q(step__isnull=True, slot__in=slots)
    else:
        return []
    rows = step.clue.papers.filter(chosen | Q(slot__in=carried))
    rows = rows.exclude(status=PaperStatus.WITHDRAWN).defer("content")
    return list(rows.select_related("clue", "respondent").order_by("position"))


def outcomes_in_words(clue: Clue, kept: Iterable[dict[str, Any]]) -> str:
    """Return the outcomes a step keeps, one a line: for whom, what, for how long, and why."""
    names = dict(clue.respondents.values_list("pk", "name"))
    return "\n".join(_in_words(names.get(one["respondent"], ""), one) for one in kept)


def _in_words(name: str, kept: dict[str, Any]) -> str:
    times = f" × {kept['times']}" if kept["times"] > 1 else ""
    head = f"{name}：{_what(kept)}{times}"
    return "　".join([head, *_terms(kept), kept["reason"]])


def _what(kept: dict[str, Any]) -> str:
    """Return the outcome in words; those of a probation name its years."""
    years = kept["probation_years"]
    if not years:
        return label_of(kept["code"])
    return ngettext("%(n)s year of probation", "%(n)s years of probation", years) % {"n": years}


def _terms(kept: dict[str, Any]) -> list[str]:
    found = []
    if months := kept["months"]:
        found.append(ngettext("%(n)s month", "%(n)s months", months) % {"n": months})
    if kept["in_place_of_removal"]:
        found.append(_("in place of removal"))
    return found
