"""Panels of a unit's own home page: what is urgent, when, and how things stand."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability.permissions import ASSESS, BE_ESCALATED, FILE
from accountability.selectors import month, newest, workbench
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.web.formats import due_day, full_date, short_date, weekday

#: So many open tasks stand on the home page; the rest is one click away.
TODOS = 8


def tiles(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the greeting and the tiles by light."""
    if not workbench.has_workbench(user):
        return None
    counts = workbench.own_counts(user)
    return {
        "heading": _heading(user),
        "subheading": f"{_greeting(user)}{_state(user, counts)}",
        "acts": _acts(user),
        "counts": counts,
        "url": reverse("accountability:duties"),
        "subs": _subs(user, counts),
    }


def _heading(user: Any) -> str:
    if user.is_temporary:
        return str(user.temporary.purpose)
    return _("Workbench of %(unit)s") % {"unit": user.home_unit.name}


def _greeting(user: Any) -> str:
    if clock.standing():
        return ""
    hour = clock.local(clock.now()).hour
    if hour < 12:
        word = _("Good morning, %(name)s.")
    elif hour < 18:
        word = _("Good afternoon, %(name)s.")
    else:
        word = _("Good evening, %(name)s.")
    today = clock.today()
    day = _(" Today is %(date)s, %(weekday)s.") % {
        "date": full_date(today),
        "weekday": weekday(today),
    }
    return word % {"name": user.name} + day


def _state(user: Any, counts: dict[str, int]) -> str:
    red, yellow = counts[Light.RED.value], counts[Light.YELLOW.value]
    if red and not user.can(FILE):
        return ngettext(" %(n)d task is overdue.", " %(n)d tasks are overdue.", red) % {"n": red}
    if red:
        return ngettext(
            " %(n)d task is overdue; please see to it first.",
            " %(n)d tasks are overdue; please see to them first.",
            red,
        ) % {"n": red}
    if yellow:
        return ngettext(" %(n)d task is due soon.", " %(n)d tasks are due soon.", yellow) % {
            "n": yellow
        }
    return _(" Nothing is overdue.")


def _acts(user: Any) -> list[dict[str, Any]]:
    if clock.standing():
        return []
    if user.can(ASSESS):
        return [
            {
                "url": reverse("accountability:assessing"),
                "icon": "clipboard-check",
                "label": _("Units to assess"),
                "primary": True,
            }
        ]
    if not user.can(FILE):
        return []
    first = next(iter(workbench.urgent(user, limit=1)), None)
    acts = [
        {
            "url": reverse("accountability:quick"),
            "icon": "plus",
            "label": _("Quick record"),
            "primary": first is None,
        }
    ]
    if first is not None:
        acts.append(
            {
                "url": reverse("accountability:duty", args=[first.pk]),
                "icon": "send",
                "label": _("File the most urgent"),
                "primary": True,
            }
        )
    return acts


def _subs(user: Any, counts: dict[str, int]) -> dict[str, str]:
    subs = {}
    if counts[Light.RED.value] and user.can(FILE) and not clock.standing():
        subs["red"] = _("please file today")
    coming = workbench.next_due(user, Light.YELLOW)
    if coming is not None:
        subs["yellow"] = _("next on %(day)s") % {"day": short_date(due_day(coming.ends_at))}
    later = workbench.next_due(user, Light.NEUTRAL)
    if later is not None:
        subs["neutral"] = _("next on %(day)s") % {"day": short_date(due_day(later.ends_at))}
    if counts[Light.PAUSED.value]:
        subs["paused"] = _("the clock stands still")
    return subs


def todo(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the open tasks, the most urgent first, each with its act; assessors have none to do."""
    if not workbench.has_workbench(user) or user.can(ASSESS):
        return None
    duties = workbench.urgent(user, limit=TODOS)
    counts = workbench.own_counts(user)
    begun = workbench.begun(user, duties)
    may_file = user.can(FILE) and not clock.standing()
    return {
        "rows": [(duty, _act(duty, begun, may_file)) for duty in duties],
        "total": sum(counts.values()) - counts[Light.GREEN.value],
        "url": reverse("accountability:duties"),
        "watches": _watches(user),
    }


def _watches(user: Any) -> bool:
    """Tell whether the account looks at other units' tasks and has none of its own."""
    return not (user.can(FILE) or user.can(BE_ESCALATED))


def _act(duty: Any, begun: set[int], may_file: bool) -> str:
    if not may_file or duty.light in {Light.NEUTRAL.value, Light.PAUSED.value}:
        return _("Continue") if duty.pk in begun else _("Look")
    if duty.pk in begun or duty.filed_count:
        return _("Continue")
    return _("File now")


def latest(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load what the unit filed last."""
    if not workbench.has_workbench(user):
        return None
    return {
        "filings": list(newest.filings_visible_to(user)[:5]),
        "watches": _watches(user),
    }


def calendar(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the month with what falls due."""
    if not workbench.has_workbench(user):
        return None
    sheet = month.month_of(user, month.first_of(request.GET.get("month", "")))
    target = f"{reverse('accountability:calendar')}?month={sheet.key}"
    return {"sheet": sheet, "target": target}


def donut(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load how the unit's tasks stand."""
    if not workbench.has_workbench(user):
        return None
    return {
        "counts": workbench.own_counts(user),
        "url": reverse("accountability:duties"),
        "watches": _watches(user),
    }
