"""Enter a clue: one number, everything that came with it, and what it may be a repeat of."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.entries import ClueEntry, ReporterEntry, RespondentEntry
from cases.enums import AccessKind, PersonStanding
from cases.models import Clue, Reporter, Respondent
from cases.permissions import READ_REPORTER, REGISTER
from cases.selectors.avoidance import fact_against
from cases.selectors.clue_page import content_is_open
from cases.selectors.offices import own_units
from cases.selectors.registrar import may_name_respondents
from cases.selectors.visibility import may_work
from cases.services import clocks, numbers
from cases.services.access import give
from cases.services.entry_checks import check_entry, check_respondents
from cases.services.intake_notices import tell_registered
from cases.services.matches import propose_matches
from cases.services.once import sent_before
from cases.services.respondent_facts import completed
from cases.services.team import leave_to_others
from cases.verbs import CLUE_REGISTERED, RESPONDENT_CORRECTED, RESPONDENT_NAMED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach
from supervision.audit.services import record
from supervision.organizations.models import Unit


@transaction.atomic
def register_clue(
    *,
    actor: User,
    entry: ClueEntry,
    attachments: Iterable[Attachment] = (),
    token: uuid.UUID | None = None,
) -> Clue:
    """Enter a clue, number it, propose earlier ones of the same, and open its first clocks.

    `token` is that of the form: sent twice, it enters one clue and returns it both times.

    Raises PermissionDenied without `cases.register`, or with a reporter and without
    `cases.read_reporter`; ValidationError for what is missing or out of order, and where the
    person who enters it must leave it to others (Supervision Law, article 67).
    """
    require(actor, REGISTER)
    if entry.reporter is not None:
        require(actor, READ_REPORTER)
    check_entry(entry)
    known = sent_before(Clue, actor, token)
    if known is not None:
        return known
    office = _office_of(actor, READ_REPORTER if entry.reporter is not None else REGISTER)
    clue = write_clue(actor=actor, entry=entry, office=office, token=token)
    if fact := fact_against(actor, clue):
        raise ValidationError(
            _("%(fact)s Hand the report to a colleague: you do not enter it.")
            % {"fact": fact.words}
        )
    attach(attachments=list(attachments), owner=clue, actor=actor)
    give(actor=actor, clue=clue, user=actor, kind=AccessKind.REGISTERED)
    return clue


def write_clue(
    *, actor: User, entry: ClueEntry, office: Unit, token: uuid.UUID | None = None
) -> Clue:
    """Write the clue for a service that asked its own permission, inside its transaction."""
    # The number first: of two officers at once the second waits here and sees the first's clue.
    number, year = numbers.clue_number()
    now = clock.now()
    clue = Clue.objects.create(
        number=number,
        year=year,
        source=entry.source,
        naming=entry.naming,
        source_number=entry.source_number.strip(),
        unit=entry.unit,
        summary=entry.summary.strip(),
        content=entry.content.strip(),
        violations=list(entry.violations),
        four_winds=list(entry.four_winds),
        breaks_eight_rules=entry.breaks_eight_rules,
        status_since=now,
        received_at=min(entry.received_at, now),
        registered_at=now,
        registered_by=actor,
        registering_office=office,
        origin=entry.origin,
        token=token,
    )
    _write_people(clue, entry.respondents)
    if entry.reporter is not None:
        _write_reporter(actor, clue, entry.reporter)
    matches = propose_matches(clue)
    clocks.clue_registered(actor=actor, clue=clue)
    details: dict[str, Any] = {"source": clue.source, "matches": len(matches)}
    record(verb=CLUE_REGISTERED, actor=actor, target=clue, unit=office, details=details)
    tell_registered(clue)
    return clue


@transaction.atomic
def name_respondent(*, actor: User, clue: Clue, entry: RespondentEntry) -> Respondent:
    """Name a further respondent of a clue, and propose earlier clues of the same person.

    Raises PermissionDenied for whoever has no part in the clue, ValidationError for what is
    missing, somebody who is named already, and a clue whose handling is over.
    """
    held = _hold(actor, clue)
    whole = completed(entry)
    _check_person(held, whole)
    respondent = Respondent.objects.create(clue=held, **_columns(whole))
    _touch(held)
    record(verb=RESPONDENT_NAMED, actor=actor, target=held, unit=held.registering_office)
    leave_to_others(actor=actor, clue=held)
    return respondent


@transaction.atomic
def correct_respondent(
    *, actor: User, respondent: Respondent, entry: RespondentEntry
) -> Respondent:
    """Correct what is known of a respondent; the record says which facts were changed.

    Raises what `name_respondent` raises.
    """
    held = _hold(actor, respondent.clue)
    found = Respondent.objects.select_for_update(of=("self",)).get(pk=respondent.pk)
    whole = completed(entry)
    _check_person(held, whole, found)
    columns = _columns(whole)
    changed = sorted(name for name, value in columns.items() if getattr(found, name) != value)
    for name in changed:
        setattr(found, name, columns[name])
    found.save()
    _touch(held)
    details = {"fields": changed}
    record(verb=RESPONDENT_CORRECTED, actor=actor, target=held, details=details)
    leave_to_others(actor=actor, clue=held)
    return found


def _hold(actor: User, clue: Clue) -> Clue:
    """Return the clue with its row held, for whoever may name its respondents."""
    held = Clue.objects.select_for_update(of=("self",)).get(pk=clue.pk)
    is_open = may_work(actor, held) and content_is_open(actor, held)
    if not is_open or not may_name_respondents(actor, held):
        raise PermissionDenied(_("Your post does not allow this."))
    return held


def _check_person(clue: Clue, whole: RespondentEntry, but: Respondent | None = None) -> None:
    check_respondents([whole])
    others = clue.respondents.all() if but is None else clue.respondents.exclude(pk=but.pk)
    if whole.person is not None and others.filter(person=whole.person).exists():
        raise ValidationError({"name": _("%(name)s is entered twice.") % {"name": whole.name}})


def _touch(clue: Clue) -> None:
    """Let a step that somebody proposes from an older page be told, and compare anew."""
    clue.version += 1
    clue.save(update_fields=["version"])
    propose_matches(clue)


def _office_of(actor: User, permission: str) -> Unit:
    """Return the office for which the account registers; who reported is the petition office's."""
    return own_units(actor, permission)[0]


def _write_people(clue: Clue, respondents: Sequence[RespondentEntry]) -> None:
    for one in respondents:
        Respondent.objects.create(clue=clue, **_columns(completed(one)))


def _columns(whole: RespondentEntry) -> dict[str, Any]:
    return {**vars(whole), "standing": whole.standing or PersonStanding.NONE}


def _write_reporter(actor: User, clue: Clue, reporter: ReporterEntry) -> None:
    Reporter.objects.create(
        clue=clue,
        name=reporter.name.strip(),
        id_number=reporter.id_number.strip(),
        phone=reporter.phone.strip(),
        address=reporter.address.strip(),
        entered_by=actor,
        entered_at=clock.now(),
    )
