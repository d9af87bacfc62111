"""Which records of talks an account may read, and who in a unit may have held one (A27)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast

from accountability.enums import HolderRole, Talker
from accountability.models import Assignment, Duty, TalkRecord
from accountability.permissions import READ_TALKS, RECORD_TALK
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting
from supervision.accounts.selectors import unit_scope
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.organizations.models import Unit
from supervision.people.models import Person, PersonPost
from supervision.people.rules import masks

#: The owner type under which the files of talks are kept.
TALK_OWNER = TalkRecord._meta.label_lower


def all_versions_visible_to(user: Any) -> QuerySet[TalkRecord]:
    """Return every version of the records the account may read."""
    if not user.can(READ_TALKS):
        return TalkRecord.objects.none()
    rows = TalkRecord.objects.filter(unit_scope(user, permission=READ_TALKS))
    return rows.select_related("unit", "strike__struck_by", "entered_by", "replaced_by")


def talks_visible_to(user: Any) -> QuerySet[TalkRecord]:
    """Return the newest version of each record the account may read, the latest talk first."""
    rows = all_versions_visible_to(user).filter(replaced_by__isnull=True)
    return rows.order_by("-talked_on", "-pk")


def as_listed(talks: QuerySet[TalkRecord]) -> QuerySet[TalkRecord]:
    """Add for how many tasks each talk counts."""
    return talks.annotate(duty_count=Count("counts"))


def versions_of(talk: TalkRecord) -> list[TalkRecord]:
    """Return every version of the record, the first one first."""
    rows = TalkRecord.objects.filter(number=talk.number).select_related("entered_by")
    return list(rows.order_by("version"))


def tasks_of(talk: TalkRecord) -> list[Duty]:
    """Return the duties for which this version counts."""
    rows = Duty.objects.filter(talk_counts__talk=talk)
    return list(rows.select_related("unit").order_by("ends_at", "pk"))


def masked(name: str) -> str:
    """Return the name of the person talked with as lists show it, to whomever."""
    return masks.name(name)


def units_to_record_for(user: Any) -> QuerySet[Unit]:
    """Return the units for which the account records talks."""
    if not user.can(RECORD_TALK):
        return Unit.objects.none()
    reach = unit_scope(user, "", permission=RECORD_TALK)
    return Unit.objects.filter(reach, is_active=True).order_by("path")


@dataclass(frozen=True)
class Leading:
    """Somebody of a unit's leading group: name, as what, and the person where registered."""

    name: str
    role: Talker
    person_id: int | None = None
    title: str = ""

    @property
    def label(self) -> str:
        """Return the name with the post, as the form offers it."""
        return " · ".join(part for part in (self.name, self.title) if part)


def leading_group(unit: Unit, day: dt.date) -> list[Leading]:
    """Return who belonged to the unit's leading group on the day, the principal first.

    The principal is whoever the unit's lists name as first responsible person, or who holds the
    post of its head; members are named by the lists or stand in the people register.
    """
    found: dict[str, Leading] = {}
    posts = PersonPost.objects.filter(unit=unit, is_leading=True, started_on__lte=day)
    posts = posts.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day)).select_related("person")
    registered = {post.person.name: post for post in posts.order_by("pk")}
    for name, role in [*_principals(unit, day), *_members(unit), *_others(registered)]:
        post = registered.get(name)
        found.setdefault(
            name,
            Leading(name, role, post.person_id if post else None, post.title if post else ""),
        )
    return list(found.values())


def _principals(unit: Unit, day: dt.date) -> list[tuple[str, Talker]]:
    heads = Posting.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=day),
        unit=unit,
        role=RoleCode.UNIT_HEAD,
        started_on__lte=day,
    ).order_by("pk")
    named = _named(unit, HolderRole.FIRST_PERSON)
    return [
        (name, Talker.PRINCIPAL) for name in [*named, *heads.values_list("user__name", flat=True)]
    ]


def _members(unit: Unit) -> list[tuple[str, Talker]]:
    return [(name, Talker.LEADER) for name in _named(unit, HolderRole.MEMBER)]


def _others(registered: dict[str, PersonPost]) -> list[tuple[str, Talker]]:
    return [(name, Talker.LEADER) for name in registered]


def _named(unit: Unit, role: HolderRole) -> list[str]:
    rows = Assignment.objects.filter(unit=unit, ended_at__isnull=True, item__holder_role=role)
    names = rows.exclude(holder_name="").order_by("holder_name")
    return list(names.values_list("holder_name", flat=True).distinct())


def registered_person(unit: Unit, name: str) -> Person | None:
    """Return the person of the unit or of a unit below it who alone bears the name."""
    rows = list(Person.objects.filter(unit__path__startswith=unit.path, name=name)[:2])
    return rows[0] if len(rows) == 1 else None


def draft_key(unit: Unit) -> str:
    """Return the key under which the uploads of a new record wait."""
    return f"{TALK_OWNER}:unit/{unit.pk}"


def staged(user: Any, unit: Unit) -> list[Attachment]:
    """Return what the person has uploaded for the form and not yet recorded."""
    return list(attachments.staged(user, draft_key(unit)))


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever may open the record opens its files."""
    return owner_id.isdecimal() and all_versions_visible_to(user).filter(pk=owner_id).exists()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the records the account may open: the gate's whole list."""
    rows = all_versions_visible_to(user).select_related(None).order_by()
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit of the record, for the log of who read its files."""
    return TalkRecord.objects.filter(pk=owner_id).values_list("unit_id", flat=True).first()


def entered_between(
    user: Any, unit: Unit, since: dt.datetime, until: dt.datetime
) -> QuerySet[TalkRecord]:
    """Return the versions the account may read that were entered in the span [since, until)."""
    rows = all_versions_visible_to(user).filter(unit=unit)
    return rows.filter(entered_at__gte=since, entered_at__lt=until).order_by("entered_at")
