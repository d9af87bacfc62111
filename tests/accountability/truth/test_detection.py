"""What the comparisons raise, what they leave alone, and that a second run adds nothing."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accountability.doubt_enums import DoubtGrade, DoubtKind, DoubtStatus
from accountability.models import Doubt, Filing, TextPrint
from accountability.services import detection
from accountability.services.detection import judging
from supervision import clock
from supervision.attachments.enums import ReadingState, TextSource
from supervision.attachments.models import Attachment, AttachmentText
from tests.accountability.truth.conftest import OTHER, STORY
from tests.sample_files import picture, word_file

HandIn = Callable[..., Filing]
Compare = Callable[..., list[Doubt]]


def test_a_copy_from_another_unit_names_both_records(
    hand_in: HandIn, compare: Compare, clerk: Any, other_clerk: Any
) -> None:
    first = hand_in(other_clerk, STORY)
    second = hand_in(clerk, STORY.replace("7月9日", "8月1日").replace("18份", "21份"))
    (found,) = compare(DoubtKind.ALIKE_TEXT)
    assert (found.filing, found.other_filing, found.unit) == (second, first, clerk.home_unit)
    assert (found.measure, found.grade, found.status) == (1, DoubtGrade.GRAVE, DoubtStatus.OPEN)


def test_different_texts_and_short_ones_raise_nothing(
    hand_in: HandIn, compare: Compare, clerk: Any, other_clerk: Any
) -> None:
    hand_in(clerk, STORY)
    hand_in(other_clerk, OTHER)
    for user in (clerk, other_clerk):
        hand_in(user, "已按要求完成。")
    assert compare(DoubtKind.ALIKE_TEXT) == []


def test_stages_of_one_duty_may_repeat_themselves(
    hand_in: HandIn, give: Any, compare: Compare, clerk: Any
) -> None:
    duty = give(clerk.home_unit)
    for _stage in range(2):
        hand_in(clerk, STORY, duty=duty)
        duty.refresh_from_db()
    assert compare(DoubtKind.ALIKE_TEXT) == []


def test_a_model_text_of_many_units_is_no_doubt(
    hand_in: HandIn,
    compare: Compare,
    clerk: Any,
    other_clerk: Any,
    township_clerk: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(judging, "COMMON_UNITS", 1)
    for place, user in enumerate((clerk, other_clerk, township_clerk)):
        hand_in(user, STORY.replace("18份", f"{place + 30}份"))
    assert compare(DoubtKind.ALIKE_TEXT) == []


def test_to_the_letter_is_a_doubt_however_many_write_so(
    hand_in: HandIn,
    compare: Compare,
    clerk: Any,
    other_clerk: Any,
    township_clerk: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(judging, "COMMON_UNITS", 1)
    for user in (clerk, other_clerk, township_clerk):
        hand_in(user, STORY)
    assert len(compare(DoubtKind.ALIKE_TEXT)) == 2


def test_a_second_run_raises_nothing_twice(doubt: Doubt, compare: Compare) -> None:
    assert compare(DoubtKind.ALIKE_TEXT) == [doubt]
    assert detection.look().doubts == 0
    assert detection.catch_up().doubts == 0


def test_what_comes_later_is_compared_with_all_before(
    doubt: Doubt, hand_in: HandIn, township_clerk: Any
) -> None:
    third = hand_in(township_clerk, STORY.replace("丁瑞芳", "童承平"))
    looked = detection.look()
    assert (looked.filings, looked.doubts) == (1, 1)
    found = Doubt.objects.get(filing=third)
    assert found.other_filing is not None
    assert found.other_filing_id < third.pk
    assert TextPrint.objects.count() == Filing.objects.count()


def test_documents_are_compared_once_they_are_read(
    hand_in: HandIn, compare: Compare, clerk: Any, other_clerk: Any
) -> None:
    for place, user in enumerate((other_clerk, clerk)):
        hand_in(
            user,
            (STORY, OTHER)[place],
            **{f"纪要{place}_docx": word_file(f"2026-11-0{place + 1}T08:00:00Z")},
        )
    assert compare(DoubtKind.ALIKE_DOCUMENT) == []
    paper = "会议纪要。" + STORY * 2
    for file in Attachment.objects.filter(name__endswith="docx"):
        AttachmentText.objects.update_or_create(
            attachment=file,
            defaults={
                "text": paper,
                "source": TextSource.LAYER,
                "state": ReadingState.READ,
                "read_at": clock.now(),
            },
        )
    assert detection.look().doubts >= 1
    (found,) = Doubt.objects.filter(kind=DoubtKind.ALIKE_DOCUMENT)
    assert found.attachment is not None
    assert found.other_attachment is not None
    assert found.unit == clerk.home_unit


def test_the_same_file_under_two_duties(
    hand_in: HandIn, compare: Compare, clerk: Any, other_clerk: Any
) -> None:
    photo = picture(1)
    hand_in(other_clerk, OTHER, 现场_jpg=photo)
    hand_in(clerk, STORY, 现场_jpg=photo)
    (found,) = compare(DoubtKind.SAME_FILE)
    assert (found.unit, found.grade) == (clerk.home_unit, DoubtGrade.PLAIN)


def test_one_event_may_prove_two_duties_of_a_unit(
    hand_in: HandIn, compare: Compare, clerk: Any
) -> None:
    photo = picture(1)
    for text in (OTHER, STORY):
        hand_in(clerk, text, 现场_jpg=photo)
    (found,) = compare(DoubtKind.SAME_FILE)
    assert found.grade == DoubtGrade.LIGHT


def test_a_photo_in_another_size_is_found(
    hand_in: HandIn, compare: Compare, clerk: Any, other_clerk: Any
) -> None:
    hand_in(other_clerk, OTHER, 现场_jpg=picture(1))
    hand_in(clerk, STORY, 工地_jpg=picture(1, change=lambda image: image.resize((90, 90))))
    hand_in(clerk, STORY, 别处_jpg=picture(2))
    (found,) = compare(DoubtKind.ALIKE_PHOTO)
    assert (found.measure <= 12, found.second_measure > 0.94) == (True, True)
    assert found.attachment is not None
    assert found.attachment.name == "工地.jpg"


def test_a_photo_of_another_day(hand_in: HandIn, compare: Compare, clerk: Any) -> None:
    hand_in(clerk, OTHER, 旧照_jpg=picture(1, taken="2026:09:20 10:00:00"))
    hand_in(clerk, STORY, 新照_jpg=picture(2, taken="2026:11:01 10:00:00"))
    (found,) = compare(DoubtKind.PHOTO_DAY)
    assert found.measure == 43
    assert found.attachment is not None
    assert found.attachment.name == "旧照.jpg"


def test_a_document_made_after_the_deadline(hand_in: HandIn, compare: Compare, clerk: Any) -> None:
    hand_in(clerk, OTHER, 纪要_docx=word_file("2026-11-25T08:00:00Z"))
    hand_in(clerk, STORY, 报告_docx=word_file("2026-11-03T08:00:00Z"))
    (found,) = compare(DoubtKind.DOCUMENT_DAY)
    assert (found.measure, found.detail, found.grade) == (23, "deadline", DoubtGrade.GRAVE)


def test_a_document_with_the_name_of_another_unit(
    hand_in: HandIn, compare: Compare, clerk: Any
) -> None:
    hand_in(clerk, OTHER, 纪要_docx=word_file("2026-11-02T08:00:00Z", "财政局办公室"))
    hand_in(clerk, STORY, 报告_docx=word_file("2026-11-02T09:00:00Z", "水务局办公室"))
    (found,) = compare(DoubtKind.DOCUMENT_AUTHOR)
    assert found.detail == "财政局办公室"


def test_an_entry_long_after_its_event(hand_in: HandIn, compare: Compare, clerk: Any) -> None:
    hand_in(clerk, OTHER, event_on=dt.date(2026, 7, 1))
    (found,) = compare(DoubtKind.LATE_ENTRY)
    assert (found.measure, found.threshold, found.grade) == (124, 90, DoubtGrade.LIGHT)


def test_broken_files_raise_no_doubt_and_no_error(
    hand_in: HandIn, compare: Compare, clerk: Any
) -> None:
    hand_in(clerk, OTHER, 坏_jpg=picture(1)[:300], 坏_docx=word_file("not a day"))
    assert compare(DoubtKind.PHOTO_DAY) == []
    assert not Doubt.objects.exists()


def test_doubts_are_nothing_for_a_stranger(
    doubt: Doubt, stranger: Any, as_user: Callable[..., Client]
) -> None:
    browser = as_user(stranger)
    assert browser.get("/accountability/doubts/").status_code == 403
    assert browser.get(f"/accountability/doubts/{doubt.pk}/").status_code == 403


def test_a_unit_that_repeats_itself_is_one_doubt(
    hand_in: HandIn, compare: Compare, clerk: Any
) -> None:
    for _time in range(4):
        hand_in(clerk, STORY)
    (found,) = compare(DoubtKind.ALIKE_TEXT)
    assert (found.unit, found.grade) == (clerk.home_unit, DoubtGrade.PLAIN)


def test_a_day_of_late_entries_is_one_doubt(hand_in: HandIn, compare: Compare, clerk: Any) -> None:
    for text, day in ((OTHER, 1), (STORY, 5)):
        hand_in(clerk, text, event_on=dt.date(2026, 7, day))
    (found,) = compare(DoubtKind.LATE_ENTRY)
    assert (found.measure, found.further) == (124, 1)
