"""What is handed in with a filing, and whether it may stand."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accountability.enums import FilingKind
from accountability.models import Duty
from accountability.selectors import materials
from accountability.selectors.counting import rule_of
from accountability.services.part_checks import check_parts_concluded
from supervision import clock
from supervision.attachments.models import Attachment

#: Longer texts belong into a file.
MAX_TEXT = 10_000
MAX_BOX = 40
#: A filing is never taken back: a slip of the pen in the year would stand for ever.
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Entry:
    """What was handed in: the token of the form, the day, the words, the box, the uploads."""

    token: uuid.UUID
    event_on: dt.date
    text: str
    archive_box: str
    uploads: tuple[uuid.UUID, ...]

    @classmethod
    def of(
        cls,
        token: uuid.UUID | str,
        event_on: dt.date,
        text: str,
        archive_box: str,
        attachments: Iterable[Attachment | uuid.UUID | str],
    ) -> "Entry":
        """Bring what was handed in into one form."""
        keys = (item.pk if isinstance(item, Attachment) else item for item in attachments)
        return cls(
            uuid.UUID(str(token)),
            event_on,
            text.strip(),
            archive_box.strip(),
            tuple(dict.fromkeys(uuid.UUID(str(key)) for key in keys)),
        )


def check(entry: Entry) -> None:
    """Raise ValidationError by field where the day, the words or the box cannot stand."""
    faults: dict[str, str] = {}
    if entry.event_on > clock.today():
        faults["event_on"] = _("This day has not come yet. File it once it has happened.")
    elif entry.event_on.year < FIRST_YEAR:
        faults["event_on"] = _("Choose a year between 2000 and 2100.")
    if not entry.text:
        faults["text"] = _("Write what was done.")
    elif len(entry.text) > MAX_TEXT:
        faults["text"] = _("At most %(limit)s characters; hand in more as a file.") % {
            "limit": MAX_TEXT
        }
    if len(entry.archive_box) > MAX_BOX:
        faults["archive_box"] = _("At most %(limit)s characters.") % {"limit": MAX_BOX}
    if faults:
        raise ValidationError(faults)


def check_stage(duty: Duty, entry: Entry, kind: FilingKind, stage: int, concludes: bool) -> None:
    """Raise ValidationError where this stage of the duty may not be filed like this.

    What a record of a talk files brings its material in the record; nothing else files it.
    """
    check(entry)
    if kind != FilingKind.RECORD:
        if rule_of(duty) is not None:
            raise ValidationError(
                _("This task is filed by itself: record the talk, and it counts here.")
            )
        check_materials(duty, entry, stage, concludes)
    if concludes:
        check_parts_concluded(duty)


def check_materials(duty: Duty, entry: Entry, stage: int, concludes: bool) -> None:
    """Raise ValidationError where this filing still lacks materials that are owed by now."""
    evidence = materials.evidence_of(duty)
    if not evidence:
        return
    present = _slots(entry) | materials.filed_slots(duty)
    lacking = materials.missing(evidence, present, stage=stage, concludes=concludes)
    if lacking:
        names = _(", ").join(f"“{name}”" for name in lacking)
        raise ValidationError(
            {"files": _("Required materials are missing: %(names)s.") % {"names": names}}
        )
    # A step on the way leaves a trace as well, where the task asks for materials at all.
    if not entry.uploads and not concludes and not materials.stage_names(duty):
        raise ValidationError({"files": _("Upload at least one of the required materials.")})


def _slots(entry: Entry) -> set[str]:
    if not entry.uploads:
        return set()
    return set(Attachment.objects.filter(pk__in=entry.uploads).values_list("slot", flat=True))
