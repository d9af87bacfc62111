"""The demonstration's content: counts, texts, real files; pure functions only."""

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

import openpyxl
import pytest

from accountability import rules
from accountability.demo import (
    catalogue,
    evidence,
    filings,
    people,
    tasks,
    units,
    workdays,
)

TODAY = dt.date(2026, 11, 22)
PLACEHOLDERS = re.compile(r"[{}]|lorem|ipsum|XX|××|某某|TODO|待补充|示例", re.IGNORECASE)
_EVENT_KEY = "2026-E01"


def _key_of(item: catalogue.Item) -> str:
    spans = rules.spans(item.period, catalogue.YEAR)
    return spans[-1].key if spans else _EVENT_KEY


def _event_of(item: catalogue.Item) -> dt.date | None:
    return dt.date(2026, 9, 8) if item.period == "event" else None


# -------------------------------------------------------------------------- units and people


def test_the_district_has_its_units() -> None:
    kinds = Counter(unit.kind for unit in units.units())
    assert len(units.departments()) == 34
    assert len(units.townships()) == 8
    assert len(units.reporting_codes()) == 42
    assert kinds["office"] == 11
    assert kinds["stationed_group"] == 4
    assert len({unit.code for unit in units.units()}) == len(units.units())


def test_parents_stand_before_their_children() -> None:
    seen = {""}
    for unit in units.units():
        assert unit.parent_code in seen
        seen.add(unit.code)


def test_every_township_has_five_to_nine_villages() -> None:
    villages = Counter(unit.parent_code for unit in units.units() if unit.kind == "village")
    assert set(villages) == {unit.code for unit in units.townships()}
    assert all(5 <= count <= 9 for count in villages.values())


def test_clerks_are_numbered_like_their_units_and_names_are_unique() -> None:
    everybody = people.everybody()
    assert len({person.name for person in everybody}) == len(everybody)
    logins = [person.username for person in everybody if person.username]
    assert len(set(logins)) == len(logins)
    for number, code in enumerate(units.reporting_codes(), start=1):
        of_unit = people.unit_people()[code]
        assert of_unit.clerk.username == f"clerk{number:02d}"
        assert len(of_unit.members) >= 3
        assert all(member.division for member in of_unit.members)
    assert people.unit_people()["QJ26"].clerk.name == "林知秋"


# ------------------------------------------------------------------------ items and task lists


def test_there_are_1323_entries_and_every_list_makes_100_points() -> None:
    pairs = catalogue.assignments()
    assert len(pairs) == len({(item.number, code) for item, code in pairs}) == 1323
    for code in units.reporting_codes():
        carried = catalogue.items_of(code)
        assert len(carried) in (31, 32)
        assert sum(item.score for item in carried) == 100
        assert {item.kind for item in carried} == {"main", "supervision"}
        assert sum(item.unit_code == code for item in carried) >= 3


def test_items_are_well_formed() -> None:
    items = catalogue.items()
    assert len({item.number for item in items}) == len(items)
    assert len({item.title for item in items}) == len(items)
    for item in items:
        assert len(item.title) <= 30
        assert 60 <= len(item.standard) <= 160
        assert re.search(r"\d", item.standard)
        assert 1 <= len(item.evidence) <= 4
        assert any(one.is_required for one in item.evidence)
        assert len(item.number) <= 16
        assert len(item.basis) <= 200
        assert rules.due_rule_fault(item.period, item.due, catalogue.YEAR) == ""
        assert item.role in {"party_committee", "first_person", "member", "stationed_group"}


def test_there_are_254_task_lists_no_two_alike() -> None:
    found = tasks.tasks()
    assert len(found) == tasks.TASK_COUNT == 254
    assert len({task.title for task in found}) == 254
    assert len({task.content for task in found}) == 254
    assert len({task.number for task in found}) == 254
    known = set(units.reporting_codes())
    for task in found:
        assert known.issuperset(task.unit_codes) and task.unit_codes
        assert bool(task.term) != bool(task.due_on)
        assert not task.term or rules.TERM.fullmatch(task.term)
        assert dt.date(2026, 1, 1) <= task.issued_at.date() < TODAY
        assert workdays.is_workday(task.issued_at.date())
        assert task.due_on is None or task.due_on > task.issued_at.date()
    assert sum(len(task.unit_codes) > 1 for task in found) >= 15


def test_no_text_is_a_placeholder() -> None:
    for item in catalogue.items():
        assert not PLACEHOLDERS.search(item.title + item.content + item.standard)
    for task in tasks.tasks():
        assert not PLACEHOLDERS.search(task.title + task.content + task.standard)


# ---------------------------------------------------------------------------------- filings


def test_every_assignment_has_a_filing_text_of_fit_length() -> None:
    texts = set()
    for item, code in catalogue.assignments():
        text, event = filings.filing_text(item, code, _key_of(item), 7, event_on=_event_of(item))
        assert 80 <= len(text) <= 200, (item.number, len(text), text)
        assert event and len(event) <= 60
        assert not PLACEHOLDERS.search(text + event)
        texts.add(text)
    assert len(texts) == 1323


def test_every_task_list_has_a_filing_text_of_fit_length() -> None:
    for task in tasks.tasks():
        for code in task.unit_codes:
            text, event = filings.filing_text(task, code, "2026-T", 7)
            assert 80 <= len(text) <= 200, (task.title, len(text))
            assert not PLACEHOLDERS.search(text + event)


def test_a_seed_gives_the_same_text_and_another_seed_another() -> None:
    item = catalogue.items_by_number()["主-11"]
    first = filings.filing_text(item, "QJ26", "2026-M05", 1)
    assert first == filings.filing_text(item, "QJ26", "2026-M05", 1)
    assert first != filings.filing_text(item, "QJ26", "2026-M05", 2)
    assert first != filings.filing_text(item, "QJ26", "2026-M06", 1)


def test_the_day_of_the_event_lies_in_the_period() -> None:
    for item, code in catalogue.assignments():
        for span in rules.spans(item.period, catalogue.YEAR):
            day = filings.event_day(item, code, span.key, 3)
            assert span.first <= day <= span.last
            assert workdays.is_workday(day)


def test_an_event_item_needs_its_day() -> None:
    with pytest.raises(ValueError, match="names no period"):
        filings.filing_text(catalogue.items_by_number()["主-04"], "QJ26", _EVENT_KEY, 1)


# ------------------------------------------------------------------------------------ files


def _documents() -> list[evidence.EvidenceDocument]:
    pairs = catalogue.assignments()[::29]
    return [
        evidence.evidence_document(item, code, _key_of(item), one.name, 5, event_on=_event_of(item))
        for item, code in pairs
        for one in item.evidence
    ]


def test_files_of_every_kind_open_and_differ() -> None:
    documents = _documents()
    contents = [document.content() for document in documents]
    assert len(set(contents)) == len(contents)
    assert {"docx", "xlsx", "pdf", "png"} <= {document.kind for document in documents}
    for document, content in zip(documents, contents, strict=True):
        assert document.filename.endswith(f".{document.kind}")
        assert 1_000 < len(content) < 30_000, (document.filename, len(content))
        _CHECKS[document.kind](content, document)
        assert document.content() == content


def _check_word(content: bytes, document: evidence.EvidenceDocument) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        assert document.paragraphs[-1] in package.read("word/document.xml").decode()


def _check_sheet(content: bytes, document: evidence.EvidenceDocument) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == document.title
    assert rows[1] == document.header
    assert [row[0] for row in rows[2:]] == list(range(1, len(document.rows) + 1))


def _check_pdf(content: bytes, document: evidence.EvidenceDocument) -> None:
    assert content.startswith(b"%PDF-1.5") and content.endswith(b"%%EOF\n")
    table = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[table:].startswith(b"xref\n")
    offsets = re.findall(rb"(\d{10}) 00000 n", content[table:])
    for number, offset in enumerate(offsets, start=1):
        assert content[int(offset) :].startswith(f"{number} 0 obj".encode())
    assert document.title.encode("utf-16-be").hex().encode() in content


def _check_picture(content: bytes, document: evidence.EvidenceDocument) -> None:
    assert content.startswith(b"\x89PNG\r\n\x1a\n") and content.endswith(b"IEND\xaeB`\x82")


def _check_text(content: bytes, document: evidence.EvidenceDocument) -> None:
    assert content.decode("utf-8-sig").startswith(document.title)


_CHECKS = {
    "docx": _check_word,
    "xlsx": _check_sheet,
    "pdf": _check_pdf,
    "png": _check_picture,
    "txt": _check_text,
}
