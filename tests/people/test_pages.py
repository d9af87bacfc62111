"""The pages: what each role is shown, what stays masked in every form, what is on record."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from supervision.audit.models import AuditEvent
from supervision.exchange import exporters
from supervision.people.models import Disclosure, Kinship, Person, PersonPost
from supervision.people.services.kinship import add_kin
from supervision.people.services.posts import start_post
from supervision.people.services.reading import reveal
from supervision.people.values import KinData, PostData
from tests.people.conftest import number

pytestmark = pytest.mark.django_db

REASON = "核对干部任前公示材料"


def page(name: str, *arguments: Any) -> str:
    """Return the address of a page of the register."""
    return reverse(f"people:{name}", args=arguments)


def secrets(person: Person) -> list[str]:
    """Return what no page shows of the person unless it was revealed."""
    return [person.id_number, person.id_number[6:14], person.phone, person.residence]


def _leaks(response: Any, person: Person) -> list[str]:
    text = response.content.decode()
    return [secret for secret in secrets(person) if secret and secret in text]


@pytest.fixture
def shan_with_all(office: Any, shan: Person, outsider: Person, units: Any) -> Person:
    """A person with a post and a relative of another unit."""
    post = PostData(title="副局长", unit=units.water, started_on=dt.date(2020, 1, 1))
    start_post(actor=office, person=shan, data=post)
    kin = KinData(
        relation="spouse",
        source="declared",
        known_on=dt.date(2026, 1, 5),
        id_number=outsider.id_number,
    )
    add_kin(actor=office, person=shan, data=kin)
    return shan


def test_every_page_and_part_masks_for_everybody(
    as_user: Callable[..., Client], office: Any, leader: Any, head: Any, shan_with_all: Person
) -> None:
    shan = shan_with_all
    for user in (office, leader, head):
        browser = as_user(user)
        answers = [
            browser.get(page("register")),
            browser.get(page("register"), {"q": "shanxiong"}, HTTP_HX_REQUEST="true"),
            browser.get(page("person", shan.pk)),
            browser.post(page("search"), {"q": shan.phone}),
        ]
        for answer in answers:
            assert answer.status_code == 200
            assert "单雄信" in answer.content.decode()
            assert _leaks(answer, shan) == []
    for name in ("person_edit", "post_new", "kin_new"):
        assert _leaks(as_user(office).get(page(name, shan.pk)), shan) == []


def test_a_clerk_is_shown_masked_names(
    as_user: Callable[..., Client], clerk: Any, shan_with_all: Person
) -> None:
    browser = as_user(clerk)
    for address in (page("register"), page("person", shan_with_all.pk)):
        text = browser.get(address).content.decode()
        assert "单**" in text and "单雄信" not in text
        assert "shan xiong" not in text
    assert "1980年3月" not in text and "1980" in text


def test_looking_a_number_up_is_on_record_without_the_number(
    as_user: Callable[..., Client], head: Any, other_clerk: Any, shan: Person
) -> None:
    for user, hits in ((head, 1), (other_clerk, 0)):
        as_user(user).post(page("search"), {"q": shan.id_number})
        event = AuditEvent.objects.get(verb="people.number_looked_up", actor_id=user.pk)
        assert event.details == {"hits": hits} and shan.id_number not in str(vars(event))


def test_the_export_is_masked_and_cut_by_scope_and_filter(
    office: Any, shan: Person, outsider: Person
) -> None:
    exporter, asked = exporters.get("people"), {"q": "单"}
    columns = exporter.columns_for(office, asked)
    rows = [[column.value(row) for column in columns] for row in exporter.rows(office, asked)]
    text = str(rows)
    assert "单雄信" in text and "仇若谷" not in text and shan.masked_id_number in text
    assert not [secret for secret in secrets(shan) if secret in text]


@pytest.mark.parametrize("who", ["clerk", "head", "stranger", "auditor"])
def test_who_may_not_export_gets_no_button_and_no_file(
    as_user: Callable[..., Client], request: pytest.FixtureRequest, shan: Person, who: str
) -> None:
    browser = as_user(request.getfixturevalue(who))
    assert page("export") not in browser.get(page("register")).content.decode()
    assert browser.get(reverse("exchange:export", args=["people"])).status_code in (403, 405)


def test_a_number_is_posted_and_enters_no_address(
    as_user: Callable[..., Client], office: Any, shan: Person
) -> None:
    browser = as_user(office)
    for typed in (shan.id_number, shan.masked_id_number, shan.phone):
        answer = browser.post(page("search"), {"q": typed})
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
        assert page("person", shan.pk) in answer.content.decode()
        refused = browser.get(page("register"), {"q": typed}).content.decode()
        assert page("person", shan.pk) not in refused
    answer = browser.post(page("search"), {"q": "单 雄"})
    assert answer.status_code == 302 and answer["Location"].startswith(page("register") + "?q=")


def test_a_filter_narrows_by_kind_unit_post_and_branch(
    as_user: Callable[..., Client], office: Any, shan_with_all: Person, villager: Person, units: Any
) -> None:
    browser = as_user(office)

    def found(**params: Any) -> set[str]:
        text = browser.get(page("register"), params, HTTP_HX_REQUEST="true").content.decode()
        return {name for name in ("单雄信", "仇若谷", "欧阳知秋") if name in text}

    assert found(kind="member") == {"欧阳知秋"}
    assert found(kind="supervisee") == {"单雄信", "仇若谷"}
    assert found(unit=units.township.pk) == {"欧阳知秋"}
    assert found(post="副局长") == {"单雄信"}
    assert found(branch="松台村") == {"欧阳知秋"}
    assert found(rank="section_chief") == found(leading="leading") == set()


def test_opening_a_file_is_on_record_and_shown_to_reviewers(
    as_user: Callable[..., Client], head: Any, leader: Any, shan: Person
) -> None:
    assert as_user(head).get(page("person", shan.pk)).status_code == 200
    event = AuditEvent.objects.get(verb="people.file_opened")
    assert (event.actor_id, event.object_id) == (head.pk, str(shan.pk))
    assert head.name in as_user(leader).get(page("person", shan.pk)).content.decode()
    assert leader.name not in _main(as_user(head).get(page("person", shan.pk)))


def _main(answer: Any) -> str:
    text = answer.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_a_reveal_needs_reason_and_confirmation_and_ends(
    as_user: Callable[..., Client], office: Any, shan: Person, at: Callable[[str], None]
) -> None:
    at("2026-11-02T09:00:00")
    address = page("reveal", shan.pk, "phone")
    unconfirmed = as_user(office, sudo=False)
    for method in (unconfirmed.get, unconfirmed.post):
        answer = method(address)
        assert answer.status_code == 302 and reverse("accounts:confirm") in answer["Location"]
    browser = as_user(office)
    assert browser.post(address, {"reason": "看"}).status_code == 422
    assert not Disclosure.objects.exists()
    assert browser.post(address, {"reason": REASON}).status_code == 302
    shown = browser.get(page("person", shan.pk))
    assert shan.phone in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert shan.id_number not in shown.content.decode()
    at("2026-11-02T09:05:01")
    assert _leaks(browser.get(page("person", shan.pk)), shan) == []


def test_a_reveal_is_one_persons_one_readers_and_on_record(
    as_user: Callable[..., Client], office: Any, officer: Any, shan: Person, outsider: Person
) -> None:
    reveal(actor=office, person=shan, field="id_number", reason=REASON)
    assert _leaks(as_user(officer).get(page("person", shan.pk)), shan) == []
    assert _leaks(as_user(office).get(page("person", outsider.pk)), outsider) == []
    assert _leaks(as_user(office).get(page("register")), shan) == []
    event = AuditEvent.objects.get(verb="people.field_revealed")
    assert REASON in str(event.details) and shan.id_number not in str(event.details)
    text = as_user(office).get(page("disclosures")).content.decode()
    assert REASON in text and office.name in text
    assert as_user(officer).get(page("disclosures")).status_code == 403


def test_an_unknown_field_is_not_there(
    as_user: Callable[..., Client], office: Any, shan: Person
) -> None:
    assert as_user(office).get(page("reveal", shan.pk, "name")).status_code == 404


@pytest.mark.parametrize("who", ["clerk", "head", "stranger", "sysadmin", "secadmin", "auditor"])
def test_who_may_not_reveal_or_change_is_refused(
    as_user: Callable[..., Client], request: pytest.FixtureRequest, shan_with_all: Person, who: str
) -> None:
    browser = as_user(request.getfixturevalue(who))
    shan = shan_with_all
    post, kin = PersonPost.objects.get(), Kinship.objects.get()
    for address in (
        page("reveal", shan.pk, "phone"),
        page("person_new"),
        page("person_edit", shan.pk),
        page("post_new", shan.pk),
        page("post_end", shan.pk, post.pk),
        page("kin_new", shan.pk),
        page("disclosures"),
    ):
        assert browser.get(address).status_code == 403, address
        assert browser.post(address, {"reason": REASON}).status_code in (403, 405), address
    assert browser.post(page("kin_remove", shan.pk, kin.pk)).status_code == 403
    assert not Disclosure.objects.exists()


def test_another_units_person_is_not_there(
    as_user: Callable[..., Client], head: Any, other_clerk: Any, shan: Person, outsider: Person
) -> None:
    assert as_user(head).get(page("person", outsider.pk)).status_code == 404
    assert as_user(other_clerk).get(page("person", shan.pk)).status_code == 404
    assert not AuditEvent.objects.filter(verb="people.file_opened").exists()


def test_a_post_or_a_relation_of_somebody_else_is_not_there(
    as_user: Callable[..., Client], office: Any, shan_with_all: Person, villager: Person
) -> None:
    browser = as_user(office)
    post, kin = PersonPost.objects.get(), Kinship.objects.get()
    assert browser.get(page("post_end", villager.pk, post.pk)).status_code == 404
    assert browser.post(page("kin_remove", villager.pk, kin.pk)).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "sysadmin", "secadmin", "auditor"])
def test_without_a_reading_post_no_page_opens(
    as_user: Callable[..., Client], request: pytest.FixtureRequest, shan: Person, who: str
) -> None:
    browser = as_user(request.getfixturevalue(who))
    assert browser.get(page("register")).status_code == 403
    assert browser.get(page("person", shan.pk)).status_code == 403
    assert browser.post(page("search"), {"q": shan.id_number}).status_code == 403


def test_the_forms_enter_correct_and_end(
    as_user: Callable[..., Client], office: Any, units: Any, clerk: Any
) -> None:
    browser = as_user(office)
    fields = {
        "name": "解晓东",
        "gender": "male",
        "birth_on": "1980-03-05",
        "id_number": number(),
        "phone": "13912348888",
        "unit": units.water.pk,
        "is_supervisee": "on",
        "supervisee_kind": "civil_servant",
        "supervisee_since": "2018-03-20",
        "account": "clerk",
    }
    wrong = browser.post(page("person_new"), fields | {"id_number": "530197198003050010"})
    assert wrong.status_code == 422 and "解晓东" in wrong.content.decode()
    assert browser.post(page("person_new"), fields).status_code == 302
    person = Person.objects.get()
    assert person.account == clerk
    changed = fields | {"id_number": "", "phone": "", "education": "本科"}
    assert browser.post(page("person_edit", person.pk), changed).status_code == 302
    person = Person.objects.get()
    assert (person.education, person.phone) == ("本科", "13912348888")
    post = {"unit": units.water.pk, "title": "科长", "started_on": "2020-01-01"}
    assert browser.post(page("post_new", person.pk), post).status_code == 302
    held = PersonPost.objects.get()
    assert (
        browser.post(page("post_end", person.pk, held.pk), {"ended_on": "2019-1-1"}).status_code
        == 422
    )
    assert (
        browser.post(page("post_end", person.pk, held.pk), {"ended_on": "2025-1-1"}).status_code
        == 302
    )
    kin = {"relation": "spouse", "name": "柳如是", "source": "declared", "known_on": "2026-01-05"}
    assert browser.post(page("kin_new", person.pk), kin).status_code == 302
    row = Kinship.objects.get()
    assert "柳如是" in browser.get(page("person", person.pk)).content.decode()
    assert browser.post(page("kin_remove", person.pk, row.pk)).status_code == 302
    assert not Kinship.objects.exists()


def test_what_is_written_in_a_name_stays_text(
    as_user: Callable[..., Client], office: Any, enter: Callable[..., Person]
) -> None:
    person = enter("<script>alert(1)</script>", native_place="<img src=x onerror=alert(1)>")
    for address in (page("register"), page("person", person.pk), page("person_edit", person.pk)):
        text = as_user(office).get(address).content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text
