"""Enter that somebody pried, intervened or pleaded; add notes; nothing is ever changed."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums import InterferenceKind, InterferenceWay
from cases.models import Clue, Interference, InterferenceNote
from cases.notices import INTERFERENCE
from cases.permissions import ENTER_INTERFERENCE, READ_INTERFERENCE
from cases.selectors.interference import entries_visible_to, readers
from cases.selectors.visibility import clues_visible_to
from cases.services.numbers import next_number
from cases.services.once import sent_before
from cases.verbs import INTERFERENCE_ENTERED, INTERFERENCE_NOTED, INTERFERENCE_READ
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record, record_read
from supervision.notifications.services import notify
from supervision.organizations.models import Unit
from supervision.people.models import Person, PersonPost

#: The series of the register (干预).
SERIES = "GY"
LEAST_WORDS = 4


@dataclass(frozen=True)
class Attempt:
    """Who tried what, when, how, about which matter, and how it was answered."""

    kind: str
    way: str
    name: str
    happened_at: dt.datetime
    words: str
    answer: str
    unit: Unit | None = None
    organ: str = ""
    post: str = ""
    clue_number: str = ""
    matter: str = ""


@transaction.atomic
def enter_interference(
    *, actor: User, attempt: Attempt, token: uuid.UUID | None = None
) -> Interference:
    """Enter an attempt in the register (Supervision Law, article 66) and tell its readers.

    A number of a clue that the account may not open is kept as it was typed: nobody learns here
    whether there is such a clue. `token` is that of the form: sent twice, it makes one entry.
    Raises PermissionDenied without `cases.enter_interference`, ValidationError for missing words
    and a moment to come.
    """
    require(actor, ENTER_INTERFERENCE)
    _check(attempt)
    known = sent_before(Interference, actor, token)
    if known is not None:
        return known
    clue = _clue_of(actor, attempt.clue_number)
    matter = attempt.matter.strip()
    if clue is None and attempt.clue_number.strip():
        matter = f"{attempt.clue_number.strip()} {matter}".strip()
    number, _year = next_number(SERIES)
    entry = Interference.objects.create(
        number=number,
        kind=attempt.kind,
        way=attempt.way,
        name=attempt.name.strip(),
        person=_person_of(attempt),
        unit=attempt.unit,
        organ=attempt.organ.strip(),
        post=attempt.post.strip(),
        happened_at=attempt.happened_at,
        clue=clue,
        matter=matter,
        words=attempt.words.strip(),
        answer=attempt.answer.strip(),
        entered_by=actor,
        entered_at=clock.now(),
        token=token,
    )
    record(verb=INTERFERENCE_ENTERED, actor=actor, target=entry, unit=actor.home_unit)
    _tell(entry, actor)
    return entry


def _check(attempt: Attempt) -> None:
    faults: dict[str, str] = {}
    if attempt.kind not in InterferenceKind.values:
        faults["kind"] = _("Choose what was tried.")
    if attempt.way not in InterferenceWay.values:
        faults["way"] = _("Choose how it was tried.")
    if not attempt.name.strip():
        faults["name"] = _("Name who it was, or write “unknown”.")
    if attempt.happened_at > clock.now():
        faults["happened_on"] = _("This moment lies in the future.")
    if not attempt.clue_number.strip() and not attempt.matter.strip():
        faults["matter"] = _("Name the clue, or say which matter it was about.")
    if len(attempt.words.strip()) < LEAST_WORDS:
        faults["words"] = _("Write down what was said.")
    if len(attempt.answer.strip()) < LEAST_WORDS:
        faults["answer"] = _("Write down how it was answered.")
    if faults:
        raise ValidationError(faults)


def _clue_of(actor: User, number: str) -> Clue | None:
    if not number.strip():
        return None
    return clues_visible_to(actor).filter(number=number.strip().upper()).first()


def _person_of(attempt: Attempt) -> Person | None:
    """Return the one person of that name in the unit; None where there is none, or several."""
    if attempt.unit is None:
        return None
    held = PersonPost.objects.filter(unit=attempt.unit).values("person_id")
    named = Person.objects.filter(name=attempt.name.strip())
    found = list((named.filter(unit=attempt.unit) | named.filter(pk__in=held)).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _tell(entry: Interference, actor: User) -> None:
    """Tell the readers of the register, but nobody who is named."""
    with override(settings.LANGUAGE_CODE):
        title = _("%(number)s: %(kind)s") % {
            "number": entry.number,
            "kind": entry.get_kind_display(),
        }
    notify(
        kind=INTERFERENCE,
        recipients=[pk for pk in readers(entry) if pk != actor.pk],
        title=title,
        url=reverse("cases:interference", args=[entry.number]),
        target=entry,
    )


@transaction.atomic
def open_entry(*, actor: User, entry: Interference) -> None:
    """Record that the account opened an entry."""
    record_read(verb=INTERFERENCE_READ, actor=actor, target=entry)


@transaction.atomic
def add_note(
    *, actor: User, entry: Interference, words: str, is_handling: bool = False
) -> InterferenceNote:
    """Add a note, or how the matter was dealt with; whoever entered it may add, readers may too.

    Raises PermissionDenied for whoever does not see the entry, and for a reader's verdict by
    somebody who is none; ValidationError without words.
    """
    if not entries_visible_to(actor).filter(pk=entry.pk).exists():
        raise PermissionDenied(_("Your post does not allow this."))
    if is_handling:
        require(actor, READ_INTERFERENCE)
    if len(words.strip()) < LEAST_WORDS:
        raise ValidationError({"words": _("Write at least some words.")})
    note = InterferenceNote.objects.create(
        entry=entry,
        is_handling=is_handling,
        words=words.strip(),
        noted_by=actor,
        noted_at=clock.now(),
    )
    details: dict[str, Any] = {"handling": is_handling}
    record(verb=INTERFERENCE_NOTED, actor=actor, target=entry, details=details)
    return note
