"""A clue walks from the letter to the archive, each officer at a browser; a hostile one follows."""

import datetime as dt
from types import SimpleNamespace

import pytest

from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting
from tests.cases.walk import register

from . import case_chapters as story
from . import case_ending as ending
from . import case_outsiders as outsiders
from . import scene
from .case_scene import Bench

#: Who acts in the case; the office heads and the second reviewer sign and sit beside the nine.
NINE = ("petition", "casesup", "handler1", "handler2", "reviewer", "deputy", "principal")
NINE += ("internal", "stationed")
BESIDE = ("casesup_head", "handling_head", "review_head", "reviewer2")
HOSTILE = ("other_handler", "other_handling_head", "head", "clerk")


@pytest.fixture
def cast(units, case_offices, request, make_user, at):
    """Everybody whom the case meets, and an earlier clue about the same person."""
    at(scene.MONDAY)
    found = {name: request.getfixturevalue(name) for name in (*NINE, *BESIDE, *HOSTILE)}
    former = make_user("handler3", RoleCode.HANDLER, case_offices.handling, "陆远", "干部")
    Posting.objects.create(
        user=former,
        unit=units.water,
        role=RoleCode.CLERK,
        started_on=dt.date(2016, 1, 1),
        ended_on=dt.date(2019, 12, 31),
    )
    register(found["casesup"], units.water, source="audit", naming="none")
    return SimpleNamespace(**found, former=former, offices=case_offices, units=units)


@pytest.fixture
def bench(person, at):
    """An empty bench, before the letter comes."""
    return Bench(person, at)


def test_from_the_letter_to_the_archive(cast, bench, step):
    step("The petition office registers a named letter; an earlier clue about him is proposed.")
    story.registered(bench, cast)
    step("Case supervision drafts the sheet and assigns it; the principal approves.")
    story.assigned(bench, cast)
    step("The head names two officers; one who worked in the bureau is refused with the fact.")
    story.staffed(bench, cast)
    step("A step out of order is refused with its article.")
    seat = bench.opens(cast.handler1, f"{bench.place}propose/decide/")
    assert "第五十六条" in seat.text("main")
    assert seat.page.locator("main [type=submit]").count() == 0
    step("Preliminary verification is approved by three; somebody pleads, and it is registered.")
    story.verified(bench, cast)
    step("The case is filed at the second attempt: the deputy sent it back first.")
    story.filed(bench, cast)
    step("He is detained: the principal, the committee and the upper organ approve; clocks run.")
    story.detained(bench, cast)
    step("The filing is announced with a notice and its receipt.")
    story.announced_filing(bench, cast)
    step("Money comes back, causes are written down, the case goes to review.")
    ending.transferred(bench, cast)
    step("The panel accepts it, returns it for supplement and gets it back.")
    ending.reviewed(bench, cast)
    step("A sanction he cannot receive is refused; the next is decided.")
    ending.decided(bench, cast)
    step("It is announced and executed; what the bureau put right is reported to its group.")
    ending.executed(bench, cast)
    step("No paper is missing; the case goes to the archive.")
    ending.archived(bench, cast)
    step("Everybody who follows it without a part in it learns nothing.")
    outsiders.own_addresses(bench, cast.other_handler)
    outsiders.own_addresses(bench, cast.clerk, one_of_a_kind=True)
    outsiders.same_as_nothing(bench, cast.other_handler)
    outsiders.lists(bench, cast.other_handler, {"HX-Request": "true"})
    for user in (cast.other_handling_head, cast.head):
        outsiders.lists(bench, user)
    outsiders.drill_down(bench, cast.other_handling_head)
    outsiders.export(bench, cast.other_handler)
