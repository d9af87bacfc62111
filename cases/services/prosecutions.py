"""Transfer to the procuratorate, supplementary rounds, judgment."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import Hand, OutcomeCode, ProsecutionResult
from cases.models import Clue, Outcome, Prosecution, Respondent, SupplementRound
from cases.models.prosecutions import MOST_ROUNDS
from cases.selectors.outcomes import standing
from cases.services.case_parts import check_day, own_respondent, require_part, said
from cases.services.clocks import close_clock, open_clock
from cases.services.faults import RuleBroken
from cases.services.outcomes import Origin, make
from cases.verbs import JUDGED, PROSECUTED, SUPPLEMENT
from cases.workflow import JIANCHA, Article
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record

TRANSFER = Article(JIANCHA, "第五十二条")
ROUNDS = Article(JIANCHA, "第五十四条")
_HANDS = (Hand.REVIEW, Hand.HANDLING)


@transaction.atomic
def transfer(
    *,
    actor: User,
    clue: Clue,
    respondent: Respondent,
    procuratorate: str,
    charges: str,
    paper: str,
    transferred_on: dt.date,
) -> Prosecution:
    """Record that a person was handed to a procuratorate, as was decided.

    Raises RuleBroken where no decision says so, and for a day before the decision.
    """
    require_part(actor, clue, *_HANDS)
    own_respondent(clue, respondent)
    decided = _decision(respondent)
    since = decided.decided_on
    check_day("transferred_on", transferred_on, since=since, cause=_("the decision was made"))
    if Prosecution.objects.filter(respondent=respondent).exists():
        raise RuleBroken(_("This person was transferred already."), TRANSFER)
    found = Prosecution.objects.create(
        clue=clue,
        respondent=respondent,
        procuratorate=said("procuratorate", procuratorate, least=4),
        charges=said("charges", charges, least=2),
        paper=said("paper", paper, least=2),
        transferred_on=transferred_on,
        noted_by=actor,
        noted_at=clock.now(),
    )
    _note(PROSECUTED, actor, found)
    return found


def _decision(respondent: Respondent) -> Outcome:
    found = standing().filter(respondent=respondent, code=OutcomeCode.PROSECUTION).first()
    if found is None:
        words = _("No decision transfers %(name)s for prosecution.") % {"name": respondent.name}
        raise RuleBroken(words, TRANSFER, field="respondent")
    return found


@transaction.atomic
def send_back(
    *, actor: User, prosecution: Prosecution, returned_on: dt.date, wanted: str
) -> SupplementRound:
    """Record that the procuratorate sent the case back: one month, at most twice.

    Raises RuleBroken for a third round, one while another runs, and one after the result.
    """
    require_part(actor, prosecution.clue, *_HANDS)
    found = _held(prosecution)
    if found.result:
        raise RuleBroken(_("The result is recorded already."))
    rounds = list(found.rounds.order_by("ordinal"))
    if len(rounds) >= MOST_ROUNDS:
        raise RuleBroken(_("A case is sent back for supplement twice at most."), ROUNDS)
    if any(one.resubmitted_on is None for one in rounds):
        raise RuleBroken(_("The round before is still open."), ROUNDS)
    since = rounds[-1].resubmitted_on if rounds else found.transferred_on
    check_day("returned_on", returned_on, since=since, cause=_("the case was submitted"))
    started = open_clock(
        actor=actor,
        clue=found.clue,
        code="prosecution_supplement",
        starts_at=_within(returned_on),
        respondent=found.respondent,
    )
    row = SupplementRound.objects.create(
        prosecution=found,
        ordinal=len(rounds) + 1,
        returned_on=returned_on,
        wanted=said("wanted", wanted, least=10),
        noted_by=actor,
        noted_at=clock.now(),
        clock=started,
    )
    _note(SUPPLEMENT, actor, found, round=row.ordinal)
    return row


@transaction.atomic
def resubmit(
    *, actor: User, prosecution: Prosecution, resubmitted_on: dt.date, result: str
) -> SupplementRound:
    """Record that the case went back to the procuratorate with what was supplemented."""
    require_part(actor, prosecution.clue, *_HANDS)
    found = _held(prosecution)
    row = found.rounds.filter(resubmitted_on__isnull=True).first()
    if row is None:
        raise RuleBroken(_("No supplementary investigation runs."), ROUNDS)
    since = row.returned_on
    check_day("resubmitted_on", resubmitted_on, since=since, cause=_("the case was sent back"))
    row.resubmitted_on, row.result = resubmitted_on, said("result", result, least=10)
    row.resubmitted_by = actor
    row.save(update_fields=["resubmitted_on", "result", "resubmitted_by"])
    close_clock(
        actor=actor,
        clue=found.clue,
        code="prosecution_supplement",
        at=max(_within(resubmitted_on), row.clock.started_at),
        respondent=found.respondent,
    )
    _note(SUPPLEMENT, actor, found, round=row.ordinal, done=True)
    return row


@transaction.atomic
def judge(
    *,
    actor: User,
    prosecution: Prosecution,
    court: str,
    result: str,
    result_on: dt.date,
    judgment: str,
    result_paper: str,
    expelled: bool = False,
) -> Prosecution:
    """Record the judgment in force, and whether the person was expelled upon it."""
    require_part(actor, prosecution.clue, *_HANDS)
    found = _held(prosecution)
    if found.result:
        raise RuleBroken(_("The result is recorded already."))
    if result not in ProsecutionResult.values:
        raise RuleBroken(_("Choose the result."), field="result")
    if found.rounds.filter(resubmitted_on__isnull=True).exists():
        raise RuleBroken(_("The round before is still open."), ROUNDS)
    since = found.transferred_on
    check_day("result_on", result_on, since=since, cause=_("the case was submitted"))
    if expelled and result != ProsecutionResult.GUILTY:
        raise RuleBroken(_("Only a conviction expels."), field="expelled")
    found.court, found.result = said("court", court, least=4), result
    found.result_on, found.judgment = result_on, said("judgment", judgment, least=10)
    found.result_paper, found.result_by = said("result_paper", result_paper, least=2), actor
    fields = ("court", "result", "result_on", "judgment", "result_paper", "result_by")
    found.save(update_fields=fields)
    if expelled:
        _expel(actor, found)
    _note(JUDGED, actor, found, result=result)
    return found


def _expel(actor: User, prosecution: Prosecution) -> None:
    if prosecution.result_on is None:
        return
    row = {
        "respondent": prosecution.respondent_id,
        "code": OutcomeCode.EXPELLED_AFTER_JUDGMENT.value,
        "reason": prosecution.judgment,
    }
    make(
        actor=actor,
        clue=prosecution.clue,
        wanted=[row],
        decided_on=prosecution.result_on,
        origin=Origin(prosecution=prosecution),
    )


def _held(prosecution: Prosecution) -> Prosecution:
    rows = Prosecution.objects.select_for_update(of=("self",))
    return rows.select_related("clue__handling_office", "respondent").get(pk=prosecution.pk)


def _within(day: dt.date) -> dt.datetime:
    """Return noon of the day, or now where that lies ahead."""
    return min(clock.start_of(day) + dt.timedelta(hours=12), clock.now())


def _note(verb: object, actor: User, row: Prosecution, **details: object) -> None:
    record(
        verb=verb,  # type: ignore[arg-type]
        actor=actor,
        target=row.clue,
        details={"record": row.pk, "paper": row.paper, **details},
    )
