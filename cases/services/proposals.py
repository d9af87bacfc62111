"""Proposals to units with their replies, and the report on the causes of a case."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import Hand, ProposalKind
from cases.models import CauseReport, Clue, Proposal
from cases.services.case_parts import check_day, require_part, said
from cases.services.faults import RuleBroken
from cases.verbs import CAUSES_WRITTEN, PROPOSAL_REPLIED, PROPOSAL_SENT
from cases.workflow import GUIZE, JIANCHA, MEMORY, Article
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.deadlines.services import fix_deadline
from supervision.organizations.models import Unit

BASIS = {
    ProposalKind.SUPERVISION: Article(JIANCHA, "第五十二条"),
    ProposalKind.DISCIPLINE: Article(GUIZE, "第十九条", MEMORY),
}
_HANDS = (Hand.HANDLING, Hand.REVIEW)
#: A day further off than this is a slip of the pen.
LONGEST = dt.timedelta(days=366)
#: How long before the day of the reply the proposal turns yellow.
WARN = "7CD"


@transaction.atomic
def send(
    *,
    actor: User,
    clue: Clue,
    kind: str,
    unit: Unit,
    number: str,
    problem: str,
    request: str,
    sent_on: dt.date,
    reply_by: dt.date,
) -> Proposal:
    """Record a proposal that went to a unit, with the day by which it answers.

    Raises RuleBroken for a number that is taken, and a day of the reply before the sending.
    """
    require_part(actor, clue, *_HANDS)
    if kind not in ProposalKind.values:
        raise RuleBroken(_("Choose the kind of proposal."), field="kind")
    since = clock.local(clue.received_at).date()
    check_day("sent_on", sent_on, since=since, cause=_("the clue came in"))
    if not sent_on < reply_by <= sent_on + LONGEST:
        raise RuleBroken(
            _("The day of the reply lies after the sending, within a year."), field="reply_by"
        )
    number = said("number", number, least=3)
    if Proposal.objects.filter(number=number).exists():
        raise RuleBroken(_("This number is taken."), field="number")
    found = Proposal(
        clue=clue,
        kind=kind,
        unit=unit,
        number=number,
        problem=said("problem", problem, least=10),
        request=said("request", request, least=10),
        sent_on=sent_on,
        noted_by=actor,
        noted_at=clock.now(),
    )
    basis = str(BASIS[ProposalKind(kind)])
    fix_deadline(
        found, started_at=clock.start_of(sent_on), last_day=reply_by, warn=WARN, basis=basis
    )
    found.save()
    _note(PROPOSAL_SENT, actor, clue, found.pk, found.number)
    return found


@transaction.atomic
def reply(
    *, actor: User, proposal: Proposal, replied_on: dt.date, reply: str, objects_to_it: bool = False
) -> Proposal:
    """Record what the unit answered; an objection stands beside the answer."""
    require_part(actor, proposal.clue, *_HANDS)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("clue", "unit")
    found = rows.get(pk=proposal.pk)
    if found.replied_on is not None:
        raise RuleBroken(_("The reply is recorded already."))
    since = found.sent_on
    check_day("replied_on", replied_on, since=since, cause=_("the proposal was sent"))
    found.replied_on, found.reply = replied_on, said("reply", reply, least=10)
    found.objects_to_it, found.reply_noted_by = objects_to_it, actor
    noon = clock.start_of(replied_on) + dt.timedelta(hours=12)
    found.closed_at = max(found.started_at, min(noon, clock.now()))
    fields = ("replied_on", "reply", "objects_to_it", "reply_noted_by", "closed_at")
    found.save(update_fields=fields)
    _note(PROPOSAL_REPLIED, actor, found.clue, found.pk, found.number)
    return found


@transaction.atomic
def write_causes(*, actor: User, clue: Clue, causes: str, gaps: str, advice: str) -> CauseReport:
    """Write the second report of a case: what in rules and supervision let it happen.

    A later one counts in its place; the earlier stays.
    """
    require_part(actor, clue, *_HANDS)
    if clue.filed_on is None:
        raise RuleBroken(_("The report on causes belongs to a case that was filed."))
    found = CauseReport.objects.create(
        clue=clue,
        causes=said("causes", causes, least=20),
        gaps=said("gaps", gaps, least=20),
        advice=said("advice", advice, least=20),
        written_by=actor,
        written_at=clock.now(),
    )
    _note(CAUSES_WRITTEN, actor, clue, found.pk, "")
    return found


def _note(verb: object, actor: User, clue: Clue, pk: int, number: str) -> None:
    details = {"record": pk, "note": number}
    record(verb=verb, actor=actor, target=clue, details=details)  # type: ignore[arg-type]
