"""The page of a clue: recorded, with its way, its people and what can be done next."""

from collections.abc import Callable
from typing import Any

from cases.models import Clue
from cases.verbs import CLUE_READ
from supervision.accounts.enums import RoleCode
from supervision.audit.models import AuditEvent
from tests.cases.walk import OPINION, Walk

WORDS = "高建军在河道整治工程发包中收受承包人礼金"


def at(clue: Clue) -> str:
    return f"/cases/clues/{clue.number}/"


def test_each_opening_is_recorded(clue: Clue, page: Callable[..., str], casesup: Any) -> None:
    rows = AuditEvent.objects.filter(verb=CLUE_READ.code, actor_id=casesup.pk)
    assert WORDS in page(casesup, at(clue))
    page(casesup, at(clue))
    assert rows.count() == 2
    assert rows.first().object_id == str(clue.pk)


def test_an_outsider_is_told_nothing(
    assigned: Clue, as_user: Callable[..., Any], other_handler: Any, stranger: Any, clerk: Any
) -> None:
    never = as_user(other_handler).get("/cases/clues/XS-2026-9999/")
    hidden = as_user(other_handler).get(at(assigned))
    assert hidden.status_code == never.status_code == 404
    assert assigned.number not in hidden.content.decode().replace(at(assigned), "")
    for user in (stranger, clerk):
        assert as_user(user).get(at(assigned)).status_code == 403
    assert not AuditEvent.objects.filter(verb=CLUE_READ.code).exists()


def test_a_colleague_of_the_petition_office_sees_the_outline_alone(
    clue: Clue,
    page: Callable[..., str],
    petition: Any,
    case_offices: Any,
    make_user: Callable[..., Any],
) -> None:
    other = make_user("petition2", RoleCode.PETITION, case_offices.petition, "同室干部")
    assert WORDS in page(petition, at(clue))
    text = page(other, at(clue))
    assert clue.number in text
    assert WORDS not in text
    assert clue.summary not in text


def test_whoever_may_go_on_is_led_there(
    assigned: Clue, page: Callable[..., str], handler1: Any, casesup: Any
) -> None:
    link = f"/cases/clues/{assigned.number}/propose/dispose_verify/"
    assert f'href="{link}"' in page(handler1, at(assigned))
    assert f'href="{link}"' not in page(casesup, at(assigned))


def test_a_step_that_waits_names_its_next_signature(
    assigned: Clue, walk: Walk, page: Callable[..., str], handling_head: Any, handler1: Any
) -> None:
    step = walk.propose(assigned, "dispose_verify")
    link = f'href="/cases/steps/{step.pk}/"'
    head = page(handling_head, at(assigned))
    assert OPINION in head
    assert f'class="btn btn-primary" {link}' in head
    assert f'class="btn btn-primary" {link}' not in page(handler1, at(assigned))


def test_the_way_shows_who_signed_with_opinion_and_time(
    verifying: Clue, page: Callable[..., str], casesup: Any
) -> None:
    text = page(casesup, at(verifying))
    for signature in ("段正平", "谢长安"):
        assert signature in text
    assert text.count(OPINION) >= 2
    assert "第三十三条" in text
