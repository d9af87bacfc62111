"""The one search box: what is found is cut by scope, numbers stay out of addresses and logs."""

import datetime as dt
import logging
from typing import Any

import pytest

from supervision.audit.models import AuditEvent
from supervision.dashboards import look_up, search
from supervision.dashboards.search import SearchSource
from supervision.dashboards.sounding import sounds_like
from supervision.people.enums import Gender
from supervision.people.services.entries import enter
from supervision.people.values import PersonData
from supervision.people.verbs import NUMBER_LOOKED_UP
from tests.repository.scene_kernel import BORN, number

PAGE = "/search/"
QUICK = "/search/quick/"


@pytest.fixture
def person(office: Any, units: Any) -> Any:
    """Return a person of the water bureau."""
    data = PersonData(
        name="单雄信",
        gender=Gender.MALE,
        birth_on=BORN,
        id_number=number(1),
        unit=units.water,
        phone="13912348888",
        is_member=True,
        party_branch="机关党支部",
        joined_on=dt.date(2005, 7, 1),
    )
    return enter(actor=office, data=data)


def found(user: Any, text: str, limit: int = look_up.ALONE_HITS) -> dict[str, list[str]]:
    """Return the addresses found, by source."""
    return {
        each.source.key: [hit.url for hit in each.result.hits]
        for each in look_up.by_text(user, text, limit=limit)
    }


def test_a_clerk_finds_the_own_task_by_words_number_and_unit(
    clerk: Any, stranger: Any, monthly: Any
) -> None:
    address = f"/accountability/duties/{monthly.pk}/"
    for text in (monthly.title, monthly.number, monthly.number.lower(), f"水务局 {monthly.title}"):
        assert address in found(clerk, text)["duties"], text
        assert "duties" not in found(stranger, text)


def test_nothing_is_found_that_may_not_be_opened(
    monthly: Any, file_it: Any, clerk: Any, as_user: Any, request: pytest.FixtureRequest
) -> None:
    filing = file_it(clerk, monthly, "会议纪要")
    texts = (monthly.title, filing.receipt, "水务", "会议", "pdf", "swj", "清单", "白砚")
    for name in ("other_clerk", "township_clerk", "stranger", "auditor", "sysadmin", "secadmin"):
        user = request.getfixturevalue(name)
        browser = as_user(user)
        for text in texts:
            for addresses in found(user, text).values():
                for address in addresses:
                    assert browser.get(address).status_code in (200, 302), (name, text, address)
        assert not {"filings", "files"} & found(user, filing.receipt).keys(), name


def test_filings_and_files_are_found_by_receipt_text_and_name(
    clerk: Any, office: Any, stranger: Any, monthly: Any, file_it: Any
) -> None:
    filing = file_it(clerk, monthly, "会议纪要")
    address = f"/accountability/filings/{filing.pk}/"
    for user in (clerk, office):
        assert address in found(user, filing.receipt)["filings"]
        assert address in found(user, filing.text[:6])["filings"]
    assert found(stranger, filing.receipt) == {}


def test_units_answer_to_pinyin_and_first_letters(
    office: Any, sysadmin: Any, stranger: Any, units: Any
) -> None:
    for text in ("水务", "shuiwuju", "swj", "SWJ"):
        assert f"/accountability/units/{units.water.pk}/" in found(office, text)["units"], text
        assert f"/units/#unit-{units.water.pk}" in found(sysadmin, text)["tree"], text
        assert "units" not in found(stranger, text)
    assert f"/units/#unit-{units.village.pk}" in found(office, "松台")["tree"]
    assert not sounds_like("水务局", "cz")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("yinhang", True),
        ("yinxing", True),
        ("chongqing", True),
        ("ang", True),
        ("nhangz", True),
        ("cqyh", True),
        ("yinhangqing", False),
        ("qinghang", False),
        ("yq", False),
    ],
)
def test_a_name_is_found_by_any_of_its_readings(typed: str, heard: bool) -> None:
    assert sounds_like("重庆银行中心", typed) is heard


def test_administrators_find_accounts_and_nobody_else_does(
    sysadmin: Any, secadmin: Any, office: Any, clerk: Any, stranger: Any
) -> None:
    for user in (sysadmin, secadmin):
        assert f"/account/{clerk.pk}/" in found(user, "林知秋")["accounts"]
        assert f"/account/{clerk.pk}/" in found(user, "lzq")["accounts"]
    for user in (office, stranger):
        assert "accounts" not in found(user, "林知秋")


def test_places_are_those_of_the_navigation(auditor: Any, stranger: Any) -> None:
    assert "/account/reach/" in found(auditor, "权限图").get("places", []) + found(
        auditor, "Reach map"
    ).get("places", [])
    assert "/account/reach/" not in found(stranger, "权限图").get("places", [])


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "水", "%", "_", "%%", "__", "'", '"', "\\", "' OR 1=1 --", "😀😀", "x" * 5000],
)
def test_odd_input_finds_nothing_and_breaks_nothing(
    typed: str, clerk: Any, office: Any, stranger: Any, monthly: Any, as_user: Any
) -> None:
    for user in (clerk, office, stranger):
        assert "duties" not in found(user, typed)
        assert as_user(user).post(QUICK, {"q": typed}).status_code == 200
        answer = as_user(user).get(PAGE, {"q": typed})
        assert answer.status_code == 200
        assert monthly.title not in answer.content.decode()


def test_a_nul_is_refused(stranger: Any, as_user: Any) -> None:
    assert as_user(stranger).post(QUICK, {"q": "a\x00b"}).status_code == 400


def test_what_is_typed_is_tidied() -> None:
    assert search.tidy(" ＨＺ－２０２６\t水务　局\n\u200b ") == "HZ-2026 水务 局"
    assert len(search.tidy("水" * 5000)) == search.MAX_LENGTH


@pytest.mark.parametrize(
    ("typed", "is_personal"),
    [
        ("530197198003050013", True),
        ("53019719800305001x", True),
        ("5301 9719 8003 0500 13", True),
        ("530197800305001", True),
        ("530197********0013", True),
        ("13912348888", True),
        ("+86 139-1234-8888", True),
        ("139****8888", True),
        ("HZ-20261102-000001", False),
        ("ZR-2026-000001", False),
        ("2026-11-02", False),
        ("水务局", False),
    ],
)
def test_a_persons_number_is_told_from_a_receipt(typed: str, is_personal: bool) -> None:
    assert bool(search.personal_number(typed)) is is_personal


def test_words_go_on_to_an_address_and_numbers_never_do(
    office: Any, stranger: Any, person: Any, as_user: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = as_user(office)
    assert browser.post(PAGE, {"q": "水务局"})["Location"].startswith("/search/?q=")
    for typed in (number(1), number(1)[:17] + " " + number(1)[17:], "139 1234 8888"):
        answer = browser.post(PAGE, {"q": typed})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert f"/people/{person.pk}/" in page
        assert number(1) not in page and "13912348888" not in page
    assert f"/people/{person.pk}/" not in browser.get(PAGE, {"q": number(1)}).content.decode()
    assert f"/people/{person.pk}/" not in browser.post(QUICK, {"q": number(1)}).content.decode()
    refused = as_user(stranger).post(PAGE, {"q": number(1)})
    assert f"/people/{person.pk}/" not in refused.content.decode()
    assert number(1) not in caplog.text and "13912348888" not in caplog.text


def test_looking_a_number_up_is_recorded_without_the_number(
    office: Any, clerk: Any, stranger: Any, person: Any, as_user: Any
) -> None:
    as_user(office).post(PAGE, {"q": number(1)})
    as_user(stranger).post(PAGE, {"q": number(1)})
    event = AuditEvent.objects.get(verb=NUMBER_LOOKED_UP.code)
    assert event.actor_id == office.pk
    assert event.details["hits"] == 1
    assert number(1) not in str(event.details) + event.object_label


def test_persons_are_found_by_name_and_initials_within_reach(
    office: Any, other_clerk: Any, stranger: Any, person: Any
) -> None:
    for text in ("单雄信", "shanxiongxin", "sxx"):
        assert f"/people/{person.pk}/" in found(office, text)["people"], text
        assert "people" not in found(other_clerk, text)
        assert "people" not in found(stranger, text)


def test_quick_results_are_a_part_and_the_page_needs_no_script(
    clerk: Any, stranger: Any, monthly: Any, as_user: Any
) -> None:
    part = as_user(clerk).post(QUICK, {"q": monthly.title}).content.decode()
    assert "<html" not in part and 'role="option"' in part
    page = as_user(clerk).get(PAGE, {"q": monthly.title, "in": "duties"}).content.decode()
    assert f"/accountability/duties/{monthly.pk}/" in page
    assert monthly.title not in as_user(stranger).post(QUICK, {"q": monthly.title}).content.decode()


def test_the_box_stands_on_every_page(
    clerk: Any, auditor: Any, stranger: Any, as_user: Any
) -> None:
    for user in (clerk, auditor, stranger):
        for address in ("/", "/notices/", "/no-such-page/"):
            assert "data-search" in as_user(user).get(address).content.decode()


def test_a_count_beyond_the_limit_is_not_counted_out(
    clerk: Any, monthly: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COUNT_LIMIT", 1)
    results = {each.source.key: each.result for each in look_up.by_text(clerk, "2026", limit=3)}
    assert results["duties"].total is None
    assert results["duties"].hits


def test_one_source_alone_shows_more(clerk: Any, monthly: Any, as_user: Any) -> None:
    answer = as_user(clerk).get(PAGE, {"q": "2026", "in": "duties"})
    assert [each.source.key for each in answer.context["found"]] == ["duties"]
    assert as_user(clerk).get(PAGE, {"q": "2026", "in": "accounts"}).context["found"] == []


def test_a_source_is_registered_once_and_at_start_up() -> None:
    with pytest.raises(RuntimeError):
        search.register(search.everything()[0])
    assert all(isinstance(source, SearchSource) for source in search.everything())


def test_a_visitor_is_sent_to_sign_in(db: None, as_user: Any) -> None:
    assert as_user(None).get(PAGE).status_code == 302
    assert (
        as_user(None).post(QUICK, {"q": "水务"}, headers={"HX-Request": "true"}).status_code == 401
    )
