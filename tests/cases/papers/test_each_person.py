"""Papers about several people: one for each where what is proposed for them differs."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.entries import RespondentEntry
from cases.enums import PersonStanding
from cases.models import Clue, OutcomeDraft, Respondent
from cases.services import papers
from cases.services.papers.words import plain_text, words_of
from supervision import clock
from tests.cases.papers.scene import again, drafted, open_places, stand_for, writers
from tests.cases.walk import Walk, register
from tests.cast import enter as sign_in


@pytest.fixture
def several(at: Any, petition: Any, units: Any, walk: Walk, case_offices: Any) -> Clue:
    """Return a clue about three people of the water bureau, in the hands of its officers."""
    at("2026-11-02T09:00:00")
    people = [
        RespondentEntry(
            name=name,
            unit=units.water,
            post="科长",
            standing=PersonStanding.CIVIL_SERVANT,
            is_member=True,
        )
        for name in ("高建军", "韦立言", "祝平安")
    ]
    return walk.assign(register(petition, units.water, people), case_offices.handling)


def propose(walk: Walk, clue: Clue, *codes: str) -> list[Respondent]:
    """Propose one outcome for each respondent in turn; "" proposes none."""
    people = list(clue.respondents.order_by("pk"))
    for person, code in zip(people, codes, strict=True):
        if code:
            OutcomeDraft.objects.create(
                clue=clue,
                respondent=person,
                code=code,
                reason="多次收受礼金",
                written_by=walk.handler,
                written_at=clock.now(),
            )
    return people


def begin_each(walk: Walk, clue: Clue, slot: str) -> Any:
    found = stand_for(clue, slot)
    actor, _officers = writers(walk, found, slot)
    return papers.draft_each(actor=actor, clue=again(found), slot=slot)


def test_each_decision_states_the_sanction_of_its_person(several: Clue, walk: Walk) -> None:
    propose(walk, several, "party:warning", "party:serious_warning", "")
    first, second = begin_each(walk, several, "decision")
    for paper, name, sanction, months in (
        (first, "高建军", "党内警告处分", "影响期12个月"),
        (second, "韦立言", "党内严重警告处分", "影响期18个月"),
    ):
        said = plain_text(words_of(paper))
        assert f"关于给予{name}{sanction}的决定" in said and months in said
        assert "处分种类" not in open_places(paper)
    assert "韦立言" not in plain_text(words_of(first))


def test_no_decision_on_all_where_they_differ(several: Clue, walk: Walk) -> None:
    propose(walk, several, "party:warning", "party:serious_warning", "party:warning")
    with pytest.raises(ValidationError) as error:
        drafted(walk, several, "decision")
    assert error.value.code == "differs"
    assert not several.papers.filter(slot="decision").exists()


def test_one_decision_names_all_who_get_the_same(several: Clue, walk: Walk) -> None:
    propose(walk, several, *["party:warning"] * 3)
    said = plain_text(words_of(drafted(walk, several, "decision")))
    assert "关于给予高建军、韦立言、祝平安党内警告处分的决定" in said


def test_whoever_has_one_gets_no_second(several: Clue, walk: Walk) -> None:
    people = propose(walk, several, "party:warning", "party:serious_warning", "party:removal")
    drafted(walk, several, "decision", people[1])
    made = begin_each(walk, several, "decision")
    assert [paper.respondent for paper in made] == [people[0], people[2]]
    with pytest.raises(ValidationError) as error:
        begin_each(walk, several, "decision")
    assert error.value.code == "begun"
    assert several.papers.filter(slot="decision").count() == 3


def test_a_report_lists_what_is_proposed_for_each(several: Clue, walk: Walk) -> None:
    propose(walk, several, "party:warning", "party:serious_warning", "party:warning")
    said = plain_text(words_of(drafted(walk, several, "review_report")))
    assert "建议给予高建军、祝平安党内警告处分；给予韦立言党内严重警告处分。" in said


def test_a_paper_for_all_is_not_begun_for_each(
    several: Clue, walk: Walk, other_handler: Any, stranger: Any
) -> None:
    with pytest.raises(ValidationError):
        begin_each(walk, several, "verification_plan")
    clue = stand_for(several, "talk_notice")
    for user in (other_handler, stranger):
        with pytest.raises(PermissionDenied):
            papers.draft_each(actor=user, clue=clue, slot="talk_notice")
    assert not several.papers.filter(slot__in=("verification_plan", "talk_notice")).exists()


def test_the_page_offers_one_for_each(client: Any, several: Clue, walk: Walk) -> None:
    clue = stand_for(several, "talk_notice")
    sign_in(client, walk.handler)
    page = client.get(reverse("cases:clue_papers", args=[clue.number])).content.decode()
    assert 'name="each"' in page
    sent = client.post(
        reverse("cases:paper_begin", args=[clue.number, "talk_notice"]), {"each": "1"}
    )
    assert sent.status_code == 302
    found = clue.papers.filter(slot="talk_notice").order_by("position")
    assert [paper.respondent.name for paper in found] == ["高建军", "韦立言", "祝平安"]
