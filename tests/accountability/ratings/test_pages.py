"""The rating queue, the rating form, objections, grades and schemes on their pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accountability.models import Filing, Grade, Objection, Rating, ScoreScheme
from tests.accountability.ratings.conftest import GOOD

ROOT = "/accountability/"


@pytest.fixture
def two(give_task: Any, conclude: Any, clerk: Any, township_clerk: Any, units: Any) -> list[Filing]:
    """Two filings of two units, the water bureau's first."""
    first = conclude(clerk, give_task(units.water, title="水务局自查"))
    return [first, conclude(township_clerk, give_task(units.township, title="白砚镇自查"))]


def test_rating_goes_through_the_queue(
    two: list[Filing], officer: Any, grades: dict[str, Grade], as_user: Callable[..., Client]
) -> None:
    browser = as_user(officer)
    page = browser.get(f"{ROOT}ratings/queue/").content.decode()
    assert page.index("水务局自查") < page.index("白砚镇自查")
    url = f"{ROOT}filings/{two[0].pk}/rate/"
    assert url in page
    kept = browser.post(url, {"grade": grades["良好"].pk, "words": "短"})
    assert kept.status_code == 422
    assert "短" in kept.content.decode()
    sent = browser.post(url, {"grade": grades["良好"].pk, "words": GOOD, "expected": ""})
    assert sent.url == f"{ROOT}filings/{two[1].pk}/rate/"
    last = browser.post(sent.url, {"grade": grades["优秀"].pk, "words": GOOD})
    assert last.url == f"{ROOT}ratings/queue/"
    assert Rating.objects.count() == 2


def test_the_queue_stays_within_its_filters(
    two: list[Filing], officer: Any, units: Any, grades: dict[str, Grade], as_user: Any
) -> None:
    browser = as_user(officer)
    query = f"?unit={units.water.pk}"
    page = browser.get(f"{ROOT}ratings/queue/{query}").content.decode()
    assert "白砚镇自查" not in page
    assert f"rate/{query}" in page
    sent = browser.post(
        f"{ROOT}filings/{two[0].pk}/rate/{query}", {"grade": grades["良好"].pk, "words": GOOD}
    )
    assert sent.url == f"{ROOT}ratings/queue/"


def test_phrases_begin_a_reason(
    filing: Filing, officer: Any, grades: dict[str, Grade], as_user: Any
) -> None:
    url = f"{ROOT}filings/{filing.pk}/rate/"
    phrase = "材料偏少，缺少过程性佐证。"
    as_user(officer).post(
        url, {"grade": grades["合格"].pk, "phrases": [phrase], "words": "请补充签到表。"}
    )
    assert Rating.objects.get().reason == f"{phrase}请补充签到表。"


def test_two_tabs_say_so(
    filing: Filing, rate: Any, officer: Any, office: Any, grades: dict[str, Grade], as_user: Any
) -> None:
    rate(filing, actor=office)
    late = as_user(officer).post(
        f"{ROOT}filings/{filing.pk}/rate/",
        {"grade": grades["合格"].pk, "words": "缺少整改时限，请补充材料。", "expected": ""},
    )
    assert late.status_code == 422
    assert Rating.objects.count() == 1


def test_the_unit_reads_grade_and_reason(
    filing: Filing, rate: Any, clerk: Any, other_clerk: Any, as_user: Any
) -> None:
    rate(filing)
    browser = as_user(clerk)
    for path in (f"filings/{filing.pk}/", f"duties/{filing.duty_id}/", "ratings/"):
        page = browser.get(f"{ROOT}{path}").content.decode()
        assert GOOD in page
        assert "良好" in page
    assert "良好" in browser.get(f"{ROOT}ledger/").content.decode()
    assert GOOD not in as_user(other_clerk).get(f"{ROOT}ratings/").content.decode()
    assert as_user(other_clerk).get(f"{ROOT}filings/{filing.pk}/object/").status_code == 404


def test_a_rating_of_today_is_not_known_yesterday(
    filing: Filing, rate: Any, clerk: Any, as_user: Any, at: Any
) -> None:
    at("2027-03-04T09:00:00")
    rate(filing)
    at("2027-03-05T09:00:00")
    browser = as_user(clerk)
    assert "良好" in browser.get(f"{ROOT}ledger/?as_of=2027-03-04").content.decode()
    assert "良好" not in browser.get(f"{ROOT}ledger/?as_of=2027-03-03").content.decode()


def test_an_objection_and_its_answer(
    filing: Filing, rate: Any, clerk: Any, officer: Any, office: Any, as_user: Any
) -> None:
    rate(filing, "合格")
    browser = as_user(clerk)
    url = f"{ROOT}filings/{filing.pk}/object/"
    assert browser.post(url, {"reason": "短"}).status_code == 422
    assert browser.post(url, {"reason": "纪要第3页写明了整改时限，请复核。"}).status_code == 302
    page = f"{ROOT}objections/{Objection.objects.get().pk}/"
    assert "<textarea" not in browser.get(page).content.decode()
    assert "<textarea" not in as_user(officer).get(page).content.decode()
    head = as_user(office)
    assert head.post(page, {"answer": "短"}).status_code == 422
    assert head.post(page, {"answer": "经复核，原评定依据充分，予以维持。"}).status_code == 302
    assert "予以维持" in browser.get(page).content.decode()


def test_outsiders_find_nothing(
    filing: Filing, rate: Any, clerk: Any, stranger: Any, auditor: Any, as_user: Any
) -> None:
    rate(filing)
    for user in (stranger, auditor):
        browser = as_user(user)
        for path in (
            "ratings/",
            "ratings/queue/",
            "objections/",
            f"filings/{filing.pk}/rate/",
            f"filings/{filing.pk}/object/",
            "grades/",
            "schemes/",
            "scores/",
            "rounds/",
            "materials/",
        ):
            assert browser.get(f"{ROOT}{path}").status_code == 403, path
    for path in ("ratings/queue/", f"filings/{filing.pk}/rate/", "grades/", "scores/confirm/"):
        assert as_user(clerk).get(f"{ROOT}{path}").status_code == 403, path


def test_grades_are_kept_on_their_page(office: Any, grades: dict[str, Grade], as_user: Any) -> None:
    browser = as_user(office)
    assert "优秀" in browser.get(f"{ROOT}grades/").content.decode()
    added = browser.post(f"{ROOT}grades/new/", {"name": "较好", "points": "90"})
    assert added.url == f"{ROOT}grades/"
    pk = grades["合格"].pk
    assert browser.post(f"{ROOT}grades/{pk}/edit/", {"name": "及格", "points": "70"}).url
    assert browser.post(f"{ROOT}grades/{pk}/retire/").url
    assert browser.get(f"{ROOT}grades/{pk}/edit/").status_code == 404
    bad = browser.post(f"{ROOT}grades/set/", {"name": "新", "grades": "优秀\n良好 85"})
    assert bad.status_code == 422
    browser.post(f"{ROOT}grades/set/", {"name": "新", "grades": "甲 100\n乙 60 !"})
    assert Grade.objects.filter(grade_set__is_current=True, is_failing=True).count() == 1
    assert browser.post(f"{ROOT}grades/phrases/", {"texts": "甲\n乙"}).url


def test_a_scheme_goes_from_draft_to_force(office: Any, clerk: Any, as_user: Any, at: Any) -> None:
    at("2026-11-02T09:00:00")
    browser = as_user(office)
    sent = browser.post(f"{ROOT}schemes/new/", {"year": "2026", "name": "计分办法"})
    url = sent.url
    assert as_user(clerk).get(url).status_code == 404
    head = {"name": "计分办法", "since": "2026-01-01", "until": "2026-12-31", "doubt_gap": "8"}
    assert browser.post(f"{url}edit/", {**head, "apart": "on"}).url == url
    assert browser.get(f"{url}line/?source=nothing").status_code == 404
    browser.post(f"{url}line/", {"source": "duties-in-time", "weight": "90", "empty": "spread"})
    browser.post(f"{url}publish/")
    assert ScoreScheme.objects.get().status == "draft"
    assert "90" in browser.get(url).content.decode()
    assert (
        browser.post(f"{url}line/", {"source": "duties-in-time", "weight": "x"}).status_code == 422
    )
    browser.post(f"{url}line/", {"source": "duties-in-time", "weight": "100", "empty": "spread"})
    browser.post(f"{url}publish/")
    assert ScoreScheme.objects.get().status == "published"
    assert as_user(clerk).get(url).status_code == 200


def test_a_round_on_its_pages(
    score_round: Any, office: Any, officer: Any, clerk: Any, units: Any, as_user: Any
) -> None:
    url = f"{ROOT}rounds/{score_round.pk}/"
    own = as_user(clerk)
    assert "self/" in own.get(url).content.decode()
    first, second = score_round.categories.all()
    given = {
        f"points_{first.pk}": "50",
        f"reason_{first.pk}": "专题研究四次。",
        f"points_{second.pk}": "35",
        f"reason_{second.pk}": "谈话提醒六人。",
    }
    assert own.post(f"{url}self/", {**given, f"points_{first.pk}": "61"}).status_code == 422
    assert own.post(f"{url}self/", given).url == f"{url}units/{units.water.pk}/"
    assert own.post(f"{url}self/", given).status_code == 422
    score = f"{url}units/{units.water.pk}/score/"
    assert own.get(score).status_code == 403
    assert as_user(officer).post(score, given).status_code == 302
    assert as_user(officer).post(score, given).status_code == 422
    assert "85" in as_user(office).get(f"{url}?order=gap").content.decode()
    new = as_user(office).post(
        f"{ROOT}rounds/new/",
        {
            "name": "下轮",
            "opens_on": "2026-12-01",
            "closes_on": "2026-12-20",
            "categories": "甲 60",
        },
    )
    assert new.status_code == 422
