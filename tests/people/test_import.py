"""Both imports: entering, updating, refusing, repeating, taking back; secrets stay unread."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from supervision.audit.models import AuditEvent
from supervision.exchange import importers, services
from supervision.exchange.models import ImportJob, ImportStep
from supervision.people.enums import Rank
from supervision.people.models import Person, PersonPost
from supervision.people.services.rows import Entry, save_entries
from supervision.people.values import PersonData, PostData
from supervision.project.demo.people_files import write_file
from tests.people.conftest import number, person_data

pytestmark = pytest.mark.django_db

SUPERVISEES, MEMBERS = "people.supervisees", "people.members"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cadre(units: Any) -> Entry:
    """A supervisee with a post, as a file brings one."""
    post = PostData(
        title="副局长",
        started_on=dt.date(2020, 1, 1),
        unit=units.water,
        rank=Rank.SECTION_DEPUTY,
        is_leading=True,
    )
    return Entry(person_data(units.water), post)


def member_data(unit: Any, **changes: Any) -> PersonData:
    """Return the data of a Party member."""
    known: dict[str, Any] = {
        "is_supervisee": False,
        "supervisee_kind": "",
        "supervisee_since": None,
        "is_member": True,
        "party_branch": "水务局第一党支部",
        "joined_on": dt.date(2005, 7, 1),
        "full_on": dt.date(2006, 7, 1),
    }
    return person_data(unit, **(known | changes))


def send(actor: Any, code: str, entries: list[Entry], path: Path) -> ImportJob:
    """Upload the persons as a workbook and have it checked."""
    importer = importers.get(code)
    write_file(importer, entries, path / "people.xlsx")
    upload = SimpleUploadedFile("人员.xlsx", (path / "people.xlsx").read_bytes())
    return services.check_upload(actor=actor, importer=importer, upload=upload)


def test_a_file_enters_persons_and_posts_and_a_repeat_changes_nothing(
    office: Any, cadre: Entry, tmp_path: Path
) -> None:
    job = send(office, SUPERVISEES, [cadre], tmp_path)
    assert (job.problems, job.created_count) == ([], 1)
    assert not Person.objects.exists()
    services.apply_job(actor=office, job=job)
    person = Person.objects.get()
    assert (person.id_number, person.phone) == (cadre.data.id_number, cadre.data.phone)
    assert person.search_keys and person.phone_index
    assert (PersonPost.objects.get().rank, PersonPost.objects.get().person) == (
        Rank.SECTION_DEPUTY,
        person,
    )
    again = send(office, SUPERVISEES, [cadre], tmp_path)
    assert (again.created_count, again.updated_count, again.unchanged_count) == (0, 0, 1)


def test_both_files_describe_one_person(
    office: Any, cadre: Entry, units: Any, tmp_path: Path
) -> None:
    services.apply_job(actor=office, job=send(office, SUPERVISEES, [cadre], tmp_path))
    second = Entry(member_data(units.water, phone="", education="本科"))
    job = services.apply_job(actor=office, job=send(office, MEMBERS, [second], tmp_path))
    assert (job.created_count, job.updated_count) == (0, 1)
    person = Person.objects.get()
    assert person.is_supervisee and person.is_member
    assert (person.education, person.phone) == ("本科", cadre.data.phone)
    assert PersonPost.objects.count() == 1


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "check digit": ({"id_number": number()[:-1] + "Y"}, "id_number"),
    "length": ({"id_number": "12345678"}, "id_number"),
    "birth": ({"birth_on": dt.date(1981, 3, 5)}, "birth_on"),
    "gender": ({"gender": "female"}, "gender"),
    "joined before birth": (
        {"party_branch": "第一党支部", "joined_on": dt.date(1970, 1, 1)},
        "joined_on",
    ),
    "branch alone": ({"party_branch": "第一党支部"}, "joined_on"),
    "day alone": ({"joined_on": dt.date(2005, 7, 1)}, "party_branch"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_refused_at_its_cell(
    office: Any, cadre: Entry, tmp_path: Path, name: str
) -> None:
    changes, key = WRONG[name]
    job = send(office, SUPERVISEES, [Entry(replace(cadre.data, **changes))], tmp_path)
    (problem,) = job.found_problems
    assert problem.column == str(importers.get(SUPERVISEES).field(key).label)
    assert problem.row == 2 and problem.cell and problem.text
    assert not Person.objects.exists()


def test_an_unknown_unit_and_a_post_without_its_day_are_refused(
    office: Any, cadre: Entry, tmp_path: Path
) -> None:
    importer = importers.get(SUPERVISEES)
    write_file(importer, [cadre], tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    headings = [cell.value for cell in book.active[1]]
    keys = [field.key for field in importer.fields]
    book.active.cell(2, keys.index("unit") + 1).value = "没有的单位"
    book.active.cell(2, keys.index("post_since") + 1).value = None
    assert len(headings) == len(keys) == 20
    job = _upload(office, SUPERVISEES, book)
    assert {problem.column for problem in job.found_problems} == {str(importer.field("unit").label)}
    book.active.cell(2, keys.index("unit") + 1).value = "水务局"
    job = _upload(office, SUPERVISEES, book)
    assert [problem.code for problem in job.found_problems] == ["required"]


def _upload(actor: Any, code: str, book: Workbook) -> ImportJob:
    stream = io.BytesIO()
    book.save(stream)
    upload = SimpleUploadedFile("人员.xlsx", stream.getvalue())
    return services.check_upload(actor=actor, importer=importers.get(code), upload=upload)


def test_a_number_that_excel_has_ruined_is_refused(
    office: Any, cadre: Entry, tmp_path: Path
) -> None:
    importer = importers.get(SUPERVISEES)
    write_file(importer, [cadre], tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    keys = [field.key for field in importer.fields]
    book.active.cell(2, keys.index("id_number") + 1).value = 530197198003050013
    job = _upload(office, SUPERVISEES, book)
    assert [problem.code for problem in job.found_problems] == ["digits_lost"]


def test_one_number_twice_is_refused_even_in_two_lengths(
    office: Any, cadre: Entry, tmp_path: Path
) -> None:
    long = cadre.data.id_number
    short = replace(cadre.data, id_number=long[:6] + long[8:17])
    job = send(office, SUPERVISEES, [cadre, Entry(short)], tmp_path)
    assert [problem.code for problem in job.found_problems] == ["duplicate"]


def test_a_known_number_under_another_name_is_refused(
    office: Any, cadre: Entry, tmp_path: Path, shan: Person
) -> None:
    data = replace(cadre.data, id_number=shan.id_number, name="别人")
    job = send(office, SUPERVISEES, [Entry(data)], tmp_path)
    assert [problem.code for problem in job.found_problems] == ["refused"]


def test_a_job_keeps_no_number_in_plain_text(office: Any, cadre: Entry, tmp_path: Path) -> None:
    good = send(office, SUPERVISEES, [cadre], tmp_path)
    bad = send(
        office, SUPERVISEES, [Entry(replace(cadre.data, birth_on=dt.date(1981, 1, 1)))], tmp_path
    )
    wrong = number()[:-1] + ("0" if number()[-1] != "0" else "1")
    ruined = send(office, SUPERVISEES, [Entry(replace(cadre.data, id_number=wrong))], tmp_path)
    services.apply_job(actor=office, job=good)
    kept = str(
        [
            *ImportJob.objects.values("preview", "problems"),
            *ImportStep.objects.values(),
            *AuditEvent.objects.values("details", "object_label"),
        ]
    )
    assert bad.problem_count == ruined.problem_count == 1
    for secret in (cadre.data.id_number, wrong, cadre.data.phone, cadre.data.residence):
        assert secret not in kept


def test_an_import_is_taken_back(
    office: Any, cadre: Entry, units: Any, tmp_path: Path, shan: Person
) -> None:
    changed = replace(cadre.data, id_number=shan.id_number, phone="13700004321", education="研究生")
    fresh = Entry(person_data(units.water, name="曾国安", id_number=number(901)), cadre.post)
    entries = [Entry(changed, cadre.post), fresh]
    job = services.apply_job(actor=office, job=send(office, SUPERVISEES, entries, tmp_path))
    assert (job.created_count, job.updated_count) == (1, 1)
    assert Person.objects.get(pk=shan.pk).phone == "13700004321"
    services.undo(actor=office, job=job, queue=False)
    services.run_undo(job.pk)
    job.refresh_from_db()
    assert job.state == "undone"
    person = Person.objects.get()
    assert (person.pk, person.phone, person.education) == (shan.pk, shan.phone, "")
    assert person.residence == shan.residence and not PersonPost.objects.exists()


def test_what_has_changed_since_is_not_taken_back(
    office: Any, cadre: Entry, tmp_path: Path
) -> None:
    job = services.apply_job(actor=office, job=send(office, SUPERVISEES, [cadre], tmp_path))
    Person.objects.update(education="研究生")
    services.undo(actor=office, job=job, queue=False)
    services.run_undo(job.pk)
    job.refresh_from_db()
    assert job.state == "done" and Person.objects.count() == 1


def test_only_the_office_imports(
    stranger: Any, head: Any, leader: Any, cadre: Entry, tmp_path: Path
) -> None:
    for nobody in (stranger, head, leader):
        with pytest.raises(PermissionDenied):
            send(nobody, SUPERVISEES, [cadre], tmp_path)
        with pytest.raises(PermissionDenied):
            save_entries(actor=nobody, entries=[cadre])


def test_bad_data_raises_instead_of_being_written(office: Any, cadre: Entry) -> None:
    with pytest.raises(ValidationError):
        save_entries(
            actor=office, entries=[Entry(replace(cadre.data, id_number="530197198003050010"))]
        )
    assert not Person.objects.exists()
