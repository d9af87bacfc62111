"""What keeps a duty from being split in a certain way, and a split duty from being concluded."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability import rules
from accountability.models import CountedRule, Duty, DutyPart
from accountability.permissions import DECOMPOSE
from accountability.selectors.parts import open_parts
from accountability.values import PartData
from supervision import clock
from supervision.accounts.models import User
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.organizations.models import Unit
from supervision.web.formats import due_day, full_date

#: A duty in more parts than this is a piece of work for a task list.
MOST_PARTS = 60


def split_fault(duty: Duty) -> str:
    """Return why the duty cannot be split at all, "" when it can."""
    if duty.withdrawn_at is not None:
        return _("The task was withdrawn. There is nothing to split.")
    if duty.closed_at is not None:
        return _("The task is concluded. There is nothing left to split.")
    if duty.paused_at is not None:
        return _("The clock of the task is paused. Let it run again first.")
    if duty.ends_at <= clock.now():
        return _("The task is overdue. Ask for more time first, then split it.")
    if duty.assignment and CountedRule.objects.filter(item=duty.assignment.item_id).exists():
        return _("This task is done by recording talks; it cannot be split.")
    above = DutyPart.objects.filter(duty=duty).first()
    if above is not None and above.level >= rules.DEEPEST_LEVEL:
        return _("A part of a part is not split further.")
    return ""


def part_faults(
    actor: User, duty: Duty, parts: Sequence[PartData], units: Mapping[int, Unit]
) -> dict[str, str]:
    """Return what is wrong with the parts, under "0.due_on" for a row or "parts" for all."""
    standing = list(
        DutyPart.objects.filter(parent=duty, withdrawn_at__isnull=True).select_related("duty")
    )
    if not parts:
        return {"parts": _("Name at least one part.")}
    if DutyPart.objects.filter(parent=duty).count() + len(parts) > MOST_PARTS:
        return {"parts": _("At most %(limit)s parts.") % {"limit": MOST_PARTS}}
    faults: dict[str, str] = {}
    taken = {(row.duty.unit_id, row.holder_name, row.section) for row in standing}
    for place, part in enumerate(parts):
        row = _row_faults(actor, duty, part, units)
        key = (part.unit_id, part.holder_name, part.section)
        if key in taken:
            row.setdefault("holder_name", _("This unit and person have a part of it already."))
        taken.add(key)
        faults |= {f"{place}.{name}": text for name, text in row.items()}
    shares = [row.share for row in standing] + [part.share for part in parts]
    if fault := rules.shares_fault(shares):
        faults["parts"] = _share_words(fault, shares)
    return faults


def _row_faults(
    actor: User, duty: Duty, part: PartData, units: Mapping[int, Unit]
) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not part.title:
        faults["title"] = _("Write what this part is.")
    for name, limit in (("title", 120), ("holder_name", 60), ("section", 40)):
        if len(getattr(part, name)) > limit:
            faults[name] = _("At most %(limit)s characters.") % {"limit": limit}
    unit = units.get(part.unit_id)
    if unit is None or unit.kind not in RESPONSIBLE_KINDS or not unit.is_active:
        faults["unit"] = _("Only departments and townships carry the two responsibilities.")
    elif not actor.can_in(DECOMPOSE, unit):
        faults["unit"] = _("This unit lies outside your reach; only the office hands work to it.")
    last = due_day(duty.ends_at)
    if part.due_on > last:
        faults["due_on"] = _("The whole is due on %(day)s; no part ends after it.") % {
            "day": full_date(last)
        }
    elif part.due_on < clock.today():
        faults["due_on"] = _("This day has passed.")
    if part.share is not None and not 1 <= part.share <= 100:
        faults["share"] = _("A share lies between 1 and 100.")
    return faults


def _share_words(fault: str, shares: Sequence[int | None]) -> str:
    if fault == "some":
        return _("Give every part a share, or none of them. Parts handed on earlier count too.")
    return _("The shares add up to %(sum)s, not to 100. Parts handed on earlier count too.") % {
        "sum": sum(share or 0 for share in shares)
    }


def check_parts_concluded(duty: Duty) -> None:
    """Raise ValidationError while a part of the duty is open: the whole is concluded last."""
    left = open_parts(duty)
    if left:
        raise ValidationError(
            ngettext(
                "%(n)s part of this task is not concluded yet. File a step without concluding, "
                "or conclude or withdraw the part first.",
                "%(n)s parts of this task are not concluded yet. File a step without concluding, "
                "or conclude or withdraw the parts first.",
                left,
            )
            % {"n": left}
        )
