"""Propose what may be the same, decide it, and close a repeat through the table of steps."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import Act, MatchField
from cases.models import Clue, ClueMatch, ContentPrint, Step
from cases.permissions import READ_REPORTER, SUPERVISE
from cases.rules.likeness import print_of
from cases.selectors.matches import earlier_than, same_matter
from cases.selectors.offices import own_units
from cases.services import clocks, steps
from cases.services.hands import require_seen
from cases.verbs import MATCH_DECIDED
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.crypto import keyring

#: Shorter than this is no reason: it is what the principal reads when a repeat is closed.
SHORTEST_REASON = 10
_USE = "clue_content"


def propose_matches(clue: Clue) -> list[ClueMatch]:
    """Keep the print of the clue's text and propose earlier clues, in the caller's transaction.

    What was proposed before keeps what was decided; an undecided proposal says anew what met.
    """
    _keep_print(clue)
    known = {row.earlier_id: row for row in clue.matches.all()}
    fresh = []
    for met in earlier_than(clue):
        fields = [one.value for one in MatchField if one in met.fields]
        row = known.get(met.clue_id)
        if row is None:
            fresh.append(
                ClueMatch(clue=clue, earlier_id=met.clue_id, fields=fields, likeness=met.likeness)
            )
        elif row.decided_at is None:
            row.fields, row.likeness = fields, met.likeness
            row.save(update_fields=["fields", "likeness"])
    return ClueMatch.objects.bulk_create(fresh)


def _keep_print(clue: Clue) -> None:
    """Keep one print for each key of the ring: earlier prints may be of an earlier key."""
    if clue.prints.exists():
        return
    ring = keyring.ring()
    text = f"{clue.summary}\n{clue.content}"
    for name in ring.index_names():
        made = print_of(text, keyring.derived(ring.get(name).secret, _USE, 32))
        if made is not None:
            ContentPrint.objects.create(clue=clue, key=name, values=made.values, bands=made.bands)


def may_decide(user: Any, clue: Clue) -> bool:
    """Tell whether the account decides what is the same: the registrars, or case supervision."""
    if user.can(SUPERVISE) or clue.registered_by_id == user.pk:
        return True
    return any(unit.pk == clue.registering_office_id for unit in own_units(user, READ_REPORTER))


@transaction.atomic
def decide_match(*, actor: User, match: ClueMatch, is_duplicate: bool, reason: str) -> ClueMatch:
    """Decide whether the two are the same matter, with the reason; the decision stands.

    A repeat of a named report is not acknowledged again: its clock ends. Raises PermissionDenied
    for anybody but the registering office and case supervision, ValidationError without a reason
    and for what is decided already.
    """
    found = ClueMatch.objects.select_for_update(of=("self",)).select_related("clue", "earlier")
    locked = found.get(pk=match.pk)
    require_seen(actor, locked.clue)
    if not may_decide(actor, locked.clue):
        raise PermissionDenied(_("Your post does not allow this."))
    if locked.decided_at is not None:
        raise ValidationError(_("This was decided already."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    now = clock.now()
    locked.is_duplicate, locked.reason = is_duplicate, reason.strip()[:200]
    locked.decided_by, locked.decided_at = actor, now
    locked.save()
    if is_duplicate and MatchField.REPORTER in locked.fields:
        clocks.close_clock(actor=actor, clue=locked.clue, code="named_ack", at=now)
    record(
        verb=MATCH_DECIDED,
        actor=actor,
        target=locked.clue,
        unit=locked.clue.registering_office,
        details={"earlier": locked.earlier.number, "same": is_duplicate},
    )
    return locked


@transaction.atomic
def propose_closing(*, actor: User, clue: Clue, opinion: str, version: int) -> Step:
    """Propose to close a repeat; it then points to the first clue of the matter.

    Raises ValidationError for a clue that was not found to be a repeat, and what `propose` raises.
    """
    match = same_matter(clue)
    if match is None:
        raise ValidationError(_("Decide first of which earlier clue this is a repeat."))
    return steps.propose(
        actor=actor,
        clue=clue,
        act=Act.CLOSE_REPEAT,
        facts={"repeat_of": match.earlier.number, "reason": match.reason},
        opinion=opinion,
        version=version,
    )
