"""Every page that shows something of a clue leaves a reading behind, refused forms as well."""

from typing import Any

import pytest

from cases.models import Clue
from cases.services.measures import propose
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from tests.cases.measures.conftest import GROUND
from tests.cases.walk import Walk


def readings(user: User) -> int:
    return AuditEvent.objects.filter(verb="cases.clue_read", actor_id=user.pk).count()


def reads(client: Any, user: User, address: str, sent: dict[str, Any] | None = None) -> int:
    """Ask for the page, or send it a form that is refused; return the answer where it counts."""
    before = readings(user)
    answer = client.get(address) if sent is None else client.post(address, sent)
    assert readings(user) == before + 1, address
    return int(answer.status_code)


@pytest.mark.parametrize(
    "part",
    ["", "propose/", "propose/dispose_close/", "team/", "matches/", "papers/", "people/new/"],
)
def test_the_pages_of_a_clue(assigned: Clue, walk: Walk, as_user: Any, part: str) -> None:
    client = as_user(walk.handler)
    assert reads(client, walk.handler, f"/cases/clues/{assigned.number}/{part}") == 200


def test_a_respondent_and_the_closing_of_a_repeat(
    assigned: Clue, walk: Walk, as_user: Any, stranger: User
) -> None:
    person = assigned.respondents.get()
    address = f"/cases/clues/{assigned.number}/people/{person.pk}/"
    assert reads(as_user(walk.handler), walk.handler, address) == 200
    repeat = f"/cases/clues/{assigned.number}/repeat/"
    assert reads(as_user(walk.casesup), walk.casesup, repeat) == 200
    assert as_user(stranger).get(address).status_code == 403
    assert readings(stranger) == 0


def test_a_step_is_read_by_a_refused_form_too(assigned: Clue, walk: Walk, as_user: Any) -> None:
    step = walk.propose(assigned, "dispose_close")
    address = f"/cases/steps/{step.pk}/"
    client = as_user(walk.head)
    assert reads(client, walk.head, address) == 200
    assert reads(client, walk.head, f"{address}sign/", {"act": "x", "opinion": "同意"}) == 422
    assert reads(as_user(walk.casesup), walk.casesup, f"{address}outside/") == 200


def test_a_paper_is_read_by_its_form_and_by_a_refused_reason(
    assigned: Clue, walk: Walk, as_user: Any
) -> None:
    client = as_user(walk.handler)
    client.post(f"/cases/clues/{assigned.number}/papers/disposition_sheet/new/")
    paper = assigned.papers.get(slot="disposition_sheet")
    address = f"/cases/papers/{paper.pk}/"
    assert reads(client, walk.handler, address) == 200
    assert reads(client, walk.handler, f"{address}edit/") == 200
    assert reads(client, walk.handler, f"{address}withdraw/", {"reason": ""}) == 422


def test_the_ground_of_a_measure_is_read_by_a_refused_form_too(
    verifying: Clue, walk: Walk, principal: User, as_user: Any
) -> None:
    measure = propose(
        actor=walk.handler,
        clue=verifying,
        respondent=verifying.respondents.get(),
        kind="compel_appearance",
        ground=GROUND,
        first_officer=walk.handler,
        second_officer=walk.second,
    )
    address = f"/cases/clues/{verifying.number}/record/measure-sign/{measure.pk}/"
    assert reads(as_user(principal), principal, address, {}) == 422
    answer = as_user(principal, sudo=False).get(address)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/confirm/")


def test_what_is_alleged_stands_in_no_step_for_the_petition_office(
    clue: Clue, walk: Walk, make_user: Any, case_offices: Any, as_user: Any
) -> None:
    colleague = make_user("petition2", "petition", case_offices.petition, "丁小满")
    step = walk.propose(clue, "assign", {"handling_office": case_offices.handling.pk})
    client = as_user(colleague)
    assert client.get(f"/cases/clues/{clue.number}/").status_code == 200
    assert client.get(f"/cases/steps/{step.pk}/").status_code == 404
    assert client.get("/cases/steps/987654/").status_code == 404
