"""Remedies as they come in: in time, on something that stands, examined by two fresh hands."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import AccessKind, RemedyKind
from cases.models import Clue, Measure, Remedy, Respondent
from cases.permissions import HANDLE, HEAD_REVIEW, REVIEW
from cases.rules.remedies import RULES, is_late
from cases.selectors.remedies import hands_of, last_day_for
from cases.services.access import give
from cases.services.case_parts import (
    check_day,
    check_pair,
    own_respondent,
    said,
)
from cases.services.clocks import open_clock
from cases.services.faults import RuleBroken
from cases.services.hands import check_avoids, require_seen
from cases.services.outcomes import standing_of_track
from cases.services.remedies.deciding import TRACKS, details_of, noon
from cases.verbs import REMEDY_RECEIVED
from cases.workflow import Article
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.people.selectors.natural_persons import accounts_of
from supervision.web.formats import full_date


def receive(
    *,
    actor: User,
    clue: Clue,
    respondent: Respondent,
    kind: str,
    grounds: str,
    served_on: dt.date,
    received_on: dt.date,
    first_officer: User,
    second_officer: User,
    measure: Measure | None = None,
) -> Remedy:
    """Accept a remedy and name the two who examine it; the case is opened to them.

    Raises PermissionDenied for whoever does not head the review office, RuleBroken with the
    article for a request out of time, a recheck without what it follows, and an examiner who
    investigated or reviewed.
    """
    require(actor, HEAD_REVIEW)
    require_seen(actor, clue)
    check_avoids(actor, clue, [actor, first_officer, second_officer])
    with transaction.atomic():
        own_respondent(clue, respondent)
        if kind not in RemedyKind.values:
            raise RuleBroken(_("Choose the remedy."), field="kind")
        follows = _followed(respondent, kind)
        _check_subject(respondent, kind, measure)
        check_day(
            "served_on",
            served_on,
            since=_cause(respondent, kind, measure, follows),
            cause=_("the decision was made"),
        )
        check_day("received_on", received_on, since=served_on, cause=_("it was received"))
        _check_in_time(kind, served_on, received_on)
        _check_examiners(clue, first_officer, second_officer)
        if respondent.remedies.filter(kind=kind, decided_on__isnull=True).exists():
            raise RuleBroken(_("Such a remedy of this person is open already."), field="kind")
        found = Remedy.objects.create(
            clue=clue,
            respondent=respondent,
            kind=kind,
            follows=follows,
            measure=measure,
            grounds=said("grounds", grounds, least=10),
            served_on=served_on,
            received_on=received_on,
            first_officer=first_officer,
            second_officer=second_officer,
            noted_by=actor,
            noted_at=clock.now(),
            clock=open_clock(
                actor=actor,
                clue=clue,
                code=RULES[kind].clock,
                starts_at=noon(received_on),
                respondent=respondent,
            ),
        )
        _open_to(actor, found)
        record(verb=REMEDY_RECEIVED, actor=actor, target=clue, details=details_of(found))
    return found


def _followed(respondent: Respondent, kind: str) -> Remedy | None:
    wanted = RULES[kind].follows
    if not wanted:
        return None
    rows = respondent.remedies.filter(kind=wanted, decided_on__isnull=False)
    found = rows.order_by("-pk").first()
    if found is None:
        words = _("A recheck follows a decision on “%(kind)s”; there is none.")
        raise RuleBroken(
            words % {"kind": RemedyKind(wanted).label}, Article(RULES[kind].article), field="kind"
        )
    return found


def _check_subject(respondent: Respondent, kind: str, measure: Measure | None) -> None:
    article = Article(RULES[kind].article)
    if kind in TRACKS:
        if not standing_of_track(respondent, TRACKS[RemedyKind(kind)]):
            words = _("No such sanction of %(name)s stands.") % {"name": respondent.name}
            raise RuleBroken(words, article, field="respondent")
        return
    if measure is None or measure.respondent_id != respondent.pk or measure.started_at is None:
        raise RuleBroken(_("Choose the measure complained about."), article, field="measure")


def _cause(
    respondent: Respondent, kind: str, measure: Measure | None, follows: Remedy | None
) -> dt.date | None:
    if follows is not None:
        return follows.decided_on
    if kind in TRACKS:
        return standing_of_track(respondent, TRACKS[RemedyKind(kind)])[0].decided_on
    started = measure.started_at if measure is not None else None
    return clock.local(started).date() if started else None


def _check_in_time(kind: str, served_on: dt.date, received_on: dt.date) -> None:
    last = last_day_for(kind, served_on)
    if last is not None and is_late(last, received_on):
        words = _("The time to ask for it ended on %(day)s; it came on %(on)s.")
        given = {"day": full_date(last), "on": full_date(received_on)}
        raise RuleBroken(words % given, Article(RULES[kind].article), field="received_on")


def _check_examiners(clue: Clue, first: User, second: User) -> None:
    check_pair(first, second)
    hands = set(hands_of(clue))
    for field, person in (("first_officer", first), ("second_officer", second)):
        if not (person.can(REVIEW) or person.can(HANDLE)):
            words = _("%(name)s holds no post that allows this part.") % {"name": person.name}
            raise RuleBroken(words, field=field)
        if hands & set(accounts_of(person)):
            words = _("%(name)s investigated or reviewed this case and does not examine it anew.")
            article = Article(RULES[RemedyKind.PARTY_APPEAL].article)
            raise RuleBroken(words % {"name": person.name}, article, field=field)


def _open_to(actor: User, remedy: Remedy) -> None:
    for person in (remedy.first_officer, remedy.second_officer):
        give(actor=actor, clue=remedy.clue, user=person, kind=AccessKind.EXAMINER)
