"""The pages of steps, teams and outside approvals, as the people of a clue use them."""

from typing import Any

import pytest

from cases.enums import AccessKind
from cases.models import Clue, Step
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.audit.models import AuditEvent
from supervision.web.formats import full_date
from tests.cases.walk import OPINION, Walk, facts_for, scan


def proposal(clue: Clue, act: str, walk: Walk, **changes: Any) -> dict[str, Any]:
    fresh = Clue.objects.get(pk=clue.pk)
    return {
        **facts_for(fresh, act),
        "officers": [walk.second.pk],
        "opinion": OPINION,
        "version": fresh.version,
        **changes,
    }


def test_the_acts_that_can_follow_are_offered_with_article_papers_and_chain(
    assigned: Clue, walk: Walk, as_user: Any
) -> None:
    page = as_user(walk.handler).get(f"/cases/clues/{assigned.number}/propose/")
    body = page.content.decode()
    assert page.status_code == 200
    assert "第二十一条第二款" in body
    for act in ("dispose_talk", "dispose_verify", "dispose_hold", "dispose_close"):
        assert f"/cases/clues/{assigned.number}/propose/{act}/" in body
    # Another office's act is shown with whose it is, without its button.
    assert f"/cases/clues/{assigned.number}/propose/reassign/" not in body


def test_who_does_not_propose_an_act_gets_its_rule_without_a_form(
    assigned: Clue, walk: Walk, as_user: Any, principal: User
) -> None:
    path = f"/cases/clues/{assigned.number}/propose/dispose_close/"
    assert 'name="opinion"' in as_user(walk.handler).get(path).content.decode()
    client = as_user(principal)
    body = client.get(path).content.decode()
    assert 'name="opinion"' not in body
    assert "第二十一条第二款" in body
    assert client.post(path, proposal(assigned, "dispose_close", walk)).status_code == 403


def test_a_refused_proposal_answers_422_with_the_rule_and_keeps_what_was_typed(
    assigned: Clue, walk: Walk, as_user: Any
) -> None:
    client = as_user(walk.handler)
    path = f"/cases/clues/{assigned.number}/propose/dispose_close/"
    refused = client.post(path, proposal(assigned, "dispose_close", walk))
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "第二十一条第二款" in body
    assert OPINION in body
    walk.papers(assigned, "dispose_close")
    sent = proposal(assigned, "dispose_close", walk)
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 422
    assert Step.objects.filter(act="dispose_close").count() == 1


def test_an_act_out_of_order_answers_422(assigned: Clue, walk: Walk, as_user: Any) -> None:
    client = as_user(walk.handler)
    path = f"/cases/clues/{assigned.number}/propose/announce_filing/"
    sent = proposal(assigned, "announce_filing", walk, announced_on=clock.today())
    refused = client.post(path, sent)
    assert refused.status_code == 422
    assert "第三十八条" in refused.content.decode()
    assert client.get(f"/cases/clues/{assigned.number}/propose/fly/").status_code == 404


def test_a_step_is_signed_on_its_page_and_the_reading_recorded(
    assigned: Clue, walk: Walk, as_user: Any, deputy: User
) -> None:
    step = walk.propose(assigned, "dispose_close")
    client = as_user(walk.head)
    body = client.get(f"/cases/steps/{step.pk}/").content.decode()
    assert OPINION in body and deputy.name in body
    assert AuditEvent.objects.filter(verb="cases.clue_read", actor_id=walk.head.pk).exists()
    sign = f"/cases/steps/{step.pk}/sign/"
    assert client.post(sign, {"opinion": "同意"}).status_code == 422
    assert client.post(sign, {"opinion": "不", "act": "return"}).status_code == 422
    assert client.post(sign, {"opinion": "同意", "act": "approve"}).status_code == 302
    assert client.post(sign, {"opinion": "同意", "act": "approve"}).status_code == 422
    assert step.signatures.count() == 1


def test_signing_asks_for_the_identity_anew(assigned: Clue, walk: Walk, as_user: Any) -> None:
    step = walk.propose(assigned, "dispose_close")
    client = as_user(walk.head, sudo=False)
    sent = client.post(f"/cases/steps/{step.pk}/sign/", {"opinion": "同意", "act": "approve"})
    assert sent.status_code in {302, 403}
    assert not step.signatures.exists()


def test_whoever_is_not_asked_gets_no_form_and_no_signature(
    assigned: Clue, walk: Walk, as_user: Any, principal: User
) -> None:
    step = walk.propose(assigned, "dispose_close")
    for user in (walk.handler, principal, walk.casesup):
        client = as_user(user)
        body = client.get(f"/cases/steps/{step.pk}/").content.decode()
        assert f"/cases/steps/{step.pk}/sign/" not in body
    sent = {"opinion": "同意", "act": "approve"}
    assert as_user(principal).post(f"/cases/steps/{step.pk}/sign/", sent).status_code == 403
    assert as_user(walk.handler).post(f"/cases/steps/{step.pk}/sign/", sent).status_code == 422


def test_a_proposal_is_taken_back_on_its_page(assigned: Clue, walk: Walk, as_user: Any) -> None:
    step = walk.propose(assigned, "dispose_close")
    path = f"/cases/steps/{step.pk}/take-back/"
    assert as_user(walk.second).post(path).status_code == 403
    client = as_user(walk.handler)
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 422


def test_an_approval_from_outside_is_recorded_on_its_page(
    verifying: Clue, walk: Walk, as_user: Any
) -> None:
    step = walk.propose(verifying, "file")
    for _place in range(3):
        step = walk.sign_next(step)
    client = as_user(walk.casesup)
    path = f"/cases/steps/{step.pk}/outside/"
    assert path in client.get(f"/cases/steps/{step.pk}/").content.decode()
    sent = {"name": "魏党生", "post": "区委书记", "on": clock.today(), "opinion": "同意"}
    assert client.post(path, sent).status_code == 422
    assert as_user(walk.head).post(path, sent).status_code == 403
    assert client.post(path, {**sent, "attachment": scan()}).status_code == 302
    body = client.get(f"/cases/steps/{step.pk}/").content.decode()
    assert "魏党生" in body and full_date(clock.today()) in body
    assert Clue.objects.get(pk=verifying.pk).status == "filed"


def test_the_paper_from_outside_is_open_to_those_in_the_chain_alone(
    verifying: Clue, walk: Walk, as_user: Any, other_handler: User
) -> None:
    step = walk.propose(verifying, "file")
    while step.settled_at is None:
        step = walk.sign_next(step)
    file = Attachment.objects.get(owner_type="cases.step", owner_id=str(step.pk))
    assert as_user(walk.handler).get(file.url).status_code == 200
    assert as_user(other_handler).get(file.url).status_code == 404


def test_the_head_names_officers_on_the_page_of_the_team(
    clue: Clue, walk: Walk, case_offices: Any, as_user: Any
) -> None:
    found = walk.take(clue, "assign", {"handling_office": case_offices.handling.pk})
    client = as_user(walk.head)
    path = f"/cases/clues/{found.number}/team/"
    body = client.get(path).content.decode()
    assert walk.handler.name in body
    sent = {
        "kind": AccessKind.HANDLER,
        "user": walk.handler.pk,
        "last_on": clock.today(),
        "version": found.version,
    }
    assert client.post(path, {**sent, "last_on": "2020-01-01"}).status_code == 422
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 422
    access = found.accesses.get(kind=AccessKind.HANDLER)
    release = f"{path}release/"
    assert as_user(walk.handler).post(release, {"access": access.pk}).status_code == 403
    assert client.post(release, {"access": "x"}).status_code == 404
    assert client.post(release, {"access": access.pk}).status_code == 302
    access.refresh_from_db()
    assert access.ended_by == walk.head


def test_the_page_of_the_clue_says_who_takes_part(
    assigned: Clue, walk: Walk, as_user: Any, other_handler: User
) -> None:
    path = f"/cases/clues/{assigned.number}/"
    for user in (walk.head, walk.handler):
        body = as_user(user).get(path).content.decode()
        assert walk.second.name in body
        assert f"{path}team/" in body
    assert as_user(other_handler).get(path).status_code == 404


def test_an_avoidance_is_recorded_on_its_page(assigned: Clue, walk: Walk, as_user: Any) -> None:
    client = as_user(walk.handler)
    path = f"/cases/clues/{assigned.number}/avoidance/"
    sent = {"user": walk.handler.pk, "ground": "witness", "reason": "本人曾在现场见证开标。"}
    assert client.post(path, {**sent, "user": walk.second.pk}).status_code == 422
    assert client.post(path, {**sent, "reason": "短"}).status_code == 422
    assert client.post(path, sent).status_code == 302
    assert client.get(path).status_code == 404


def test_the_to_do_list_names_what_waits(
    assigned: Clue, walk: Walk, as_user: Any, stranger: User
) -> None:
    step = walk.propose(assigned, "dispose_close")
    body = as_user(walk.head).get("/notices/todos/").content.decode()
    assert f"/cases/steps/{step.pk}/" in body
    assert "高建军" not in body
    assert assigned.number not in as_user(stranger).get("/notices/todos/").content.decode()


@pytest.mark.parametrize("path", ["propose/", "propose/dispose_close/", "team/", "avoidance/"])
def test_no_right_no_page(
    assigned: Clue, as_user: Any, stranger: User, clerk: User, other_handler: User, path: str
) -> None:
    address = f"/cases/clues/{assigned.number}/{path}"
    assert as_user(None).get(address).status_code == 302
    assert as_user(stranger).get(address).status_code == 403
    assert as_user(clerk).get(address).status_code == 403
    assert as_user(other_handler).get(address).status_code == 404
