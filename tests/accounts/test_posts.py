"""Posts: asked for by one administrator, given by another, never for oneself."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from supervision import clock
from supervision.accounts.models import GrantRequest, User
from supervision.accounts.services import accounts, requests
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice

ADMINISTRATORS = ("system_admin", "security_admin", "auditor")
REASON = "人员调整。"


def ask(actor: Any, user: Any, unit: Any, role: str, starts_on: dt.date | None = None) -> Any:
    """Ask for a post from today on."""
    return requests.ask_for_post(
        actor=actor,
        user=user,
        unit=unit,
        role=role,
        title="",
        starts_on=starts_on or clock.today(),
        reason=REASON,
    )


def test_a_post_is_given_once_a_second_person_agrees(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    assert not stranger.postings.exists()
    requests.decide(actor=secadmin2, request=request, approve=True)
    fresh = User.objects.get(pk=stranger.pk)
    assert fresh.can_in("accountability.file", units.water)
    assert not fresh.can_in("accountability.file", units.finance)
    event = AuditEvent.objects.get(verb="accounts.post_given")
    assert (event.actor_id, event.details["asked_by"]) == (secadmin2.pk, secadmin.name)


def test_a_window_ends_the_post_by_itself(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any, at: Any
) -> None:
    at("2026-11-20T10:00:00")
    request = requests.ask_for_post(
        actor=secadmin,
        user=stranger,
        unit=units.water,
        role="clerk",
        title="",
        starts_on=clock.today(),
        ends_on=dt.date(2026, 11, 30),
        reason=REASON,
    )
    requests.decide(actor=secadmin2, request=request, approve=True)
    at("2026-11-30T23:00:00")
    assert User.objects.get(pk=stranger.pk).can("accountability.file")
    at("2026-12-01T00:00:00")
    assert not User.objects.get(pk=stranger.pk).can("accountability.file")


def test_ending_a_post_needs_two_persons_too(
    secadmin: Any, secadmin2: Any, clerk: Any, at: Any
) -> None:
    at("2026-11-20T10:00:00")
    post = clerk.postings.get()
    request = requests.ask_to_end_post(
        actor=secadmin, posting=post, ends_on=clock.today(), reason=REASON
    )
    post.refresh_from_db()
    assert post.ended_on is None
    requests.decide(actor=secadmin2, request=request, approve=True)
    post.refresh_from_db()
    assert post.ended_on == clock.today()
    with pytest.raises(ValidationError):
        requests.ask_to_end_post(actor=secadmin, posting=post, ends_on=clock.today(), reason=REASON)


def test_nobody_decides_alone_or_for_themselves(
    secadmin: Any, secadmin2: Any, stranger: Any, sysadmin: Any, units: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    for actor in (secadmin, sysadmin, stranger):
        with pytest.raises(PermissionDenied):
            requests.decide(actor=actor, request=request, approve=True)
    with pytest.raises(PermissionDenied):
        ask(secadmin, secadmin, units.office, "officer")
    with pytest.raises(PermissionDenied):
        requests.ask_to_end_post(
            actor=secadmin, posting=secadmin.postings.get(), ends_on=clock.today(), reason=REASON
        )
    concerned = requests.ask_to_end_post(
        actor=secadmin, posting=secadmin2.postings.get(), ends_on=clock.today(), reason=REASON
    )
    with pytest.raises(PermissionDenied):
        requests.decide(actor=secadmin2, request=concerned, approve=False, opinion="不同意。")
    with pytest.raises(PermissionDenied):
        accounts.close(actor=sysadmin, user=sysadmin)
    with pytest.raises(PermissionDenied):
        accounts.reset_password(actor=sysadmin, user=sysadmin)


def test_the_database_holds_the_second_person_too(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    rows = GrantRequest.objects.filter(pk=request.pk)
    decided = {"status": "approved", "decided_at": clock.now()}
    for wrong in (
        {**decided, "decided_by": secadmin},
        {**decided, "decided_by": stranger},
        {**decided, "decided_by": None},
        {"asked_by": stranger},
        {"unit": None},
        {"decided_by": secadmin2, "decided_at": clock.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_grantrequest SET reason = 'x'",
        "UPDATE accounts_grantrequest SET role = 'office_head'",
        "UPDATE accounts_grantrequest SET opinion = 'x'",
        "UPDATE accounts_grantrequest SET status = 'waiting', decided_by_id = NULL,"
        " decided_at = NULL",
        "DELETE FROM accounts_grantrequest",
        "TRUNCATE accounts_grantrequest",
    ],
)
def test_what_two_persons_agreed_on_is_never_rewritten(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any, statement: str
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    requests.decide(actor=secadmin2, request=request, approve=True)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def test_a_refusal_needs_words_and_gives_nothing(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    with pytest.raises(ValidationError):
        requests.decide(actor=secadmin2, request=request, approve=False)
    requests.decide(actor=secadmin2, request=request, approve=False, opinion="依据不足。")
    with pytest.raises(ValidationError):
        requests.decide(actor=secadmin2, request=request, approve=True)
    assert not stranger.postings.exists()


def test_the_same_request_waits_once_and_can_be_taken_back(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    with pytest.raises(ValidationError):
        ask(secadmin2, stranger, units.water, "clerk")
    with pytest.raises(PermissionDenied):
        requests.withdraw(actor=secadmin2, request=request)
    requests.withdraw(actor=secadmin, request=request)
    with pytest.raises(ValidationError):
        requests.decide(actor=secadmin2, request=request, approve=True)
    ask(secadmin2, stranger, units.water, "clerk")


def test_a_request_of_somebody_who_lost_the_post_is_not_carried_out(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    secadmin.postings.update(ended_on=clock.today() - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        requests.decide(actor=secadmin2, request=request, approve=True)
    requests.decide(actor=secadmin2, request=request, approve=False, opinion="申请人已离任。")


def test_the_second_person_is_told_and_the_first_one_gets_the_answer(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    told = Notice.objects.get()
    assert (told.kind, told.url) == ("accounts.request_asked", request.get_absolute_url())
    assert told.recipient == secadmin2
    requests.decide(actor=secadmin2, request=request, approve=True)
    assert Notice.objects.get(recipient=secadmin).kind == "accounts.request_decided"


def test_the_pages_from_the_request_to_the_post(
    secadmin: Any, secadmin2: Any, stranger: Any, units: Any, as_user: Any
) -> None:
    first, second = as_user(secadmin), as_user(secadmin2)
    fields = {"unit": units.water.pk, "role": "clerk", "title": "干部", "starts_on": "2026-11-01"}
    address = f"/account/{stranger.pk}/ask/give_post/"
    assert first.post(address, fields).context["form"].errors["reason"]
    sent = first.post(address, fields | {"reason": REASON})
    assert sent.status_code == 302
    assert stranger.name in first.get("/account/requests/").content.decode()
    page = second.get(sent.url).content.decode()
    assert REASON in page and "approve" in page
    assert "approve" not in first.get(sent.url).content.decode()
    assert first.post(f"{sent.url}decide/", {"act": "approve"}).status_code == 403
    assert second.post(f"{sent.url}decide/", {"act": "approve"}).status_code == 302
    post = stranger.postings.get()
    clash = first.post(address, fields | {"role": "auditor", "reason": REASON})
    assert clash.status_code == 422 and clash.context["form"].errors
    ended = first.post(
        f"/account/{stranger.pk}/posts/{post.pk}/end/", {"ends_on": "2027-01-01", "reason": REASON}
    )
    assert ended.status_code == 302


def test_a_request_is_a_to_do_of_whoever_may_decide_it(
    secadmin: Any, secadmin2: Any, auditor: Any, stranger: Any, units: Any, as_user: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    link = f'href="{request.get_absolute_url()}"'
    assert link in as_user(secadmin2).get("/notices/todos/").content.decode()
    for other in (secadmin, auditor, stranger):
        assert link not in as_user(other).get("/notices/todos/").content.decode()


def test_no_unit_and_no_role_is_chosen_beforehand(
    secadmin: Any, stranger: Any, as_user: Any
) -> None:
    form = as_user(secadmin).get(f"/account/{stranger.pk}/ask/give_post/").context["form"]
    assert form["role"].value() is None
    for name in ("unit", "role"):
        assert next(iter(form.fields[name].choices))[0] == ""


def test_the_auditor_reads_requests_and_decides_none(
    secadmin: Any, stranger: Any, auditor: Any, units: Any, as_user: Any
) -> None:
    request = ask(secadmin, stranger, units.water, "clerk")
    browser = as_user(auditor)
    address = request.get_absolute_url()
    assert browser.get("/account/requests/").status_code == 200
    assert "approve" not in browser.get(address).content.decode()
    for act in ("decide", "withdraw"):
        assert browser.post(f"{address}{act}/", {"act": "approve"}).status_code == 403


@pytest.mark.parametrize("who", ["stranger", "clerk", "office", "leader", "internal", "stationed"])
def test_others_ask_for_nothing_and_read_nothing(
    who: str, secadmin: Any, head: Any, units: Any, as_user: Any, request: Any
) -> None:
    asked = ask(secadmin, head, units.water, "clerk")
    browser = as_user(request.getfixturevalue(who))
    for path in (
        "/account/requests/",
        asked.get_absolute_url(),
        f"/account/{head.pk}/ask/give_post/",
        f"/account/{head.pk}/posts/{head.postings.get().pk}/end/",
    ):
        assert browser.get(path).status_code == 403, path
    assert browser.post(f"{asked.get_absolute_url()}decide/").status_code == 403


def test_the_system_administrator_gives_no_posts(
    sysadmin: Any, stranger: Any, units: Any, as_user: Any
) -> None:
    with pytest.raises(PermissionDenied):
        ask(sysadmin, stranger, units.water, "clerk")
    assert as_user(sysadmin).get(f"/account/{stranger.pk}/ask/give_post/").status_code == 403
