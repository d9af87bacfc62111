"""What the comparisons found in the demo's year, and what the office made of it.

Four things are planted: words copied from another unit with people named anew, one photo handed in
again half a year later, minutes made after the deadline, and a unit that entered half a year's
records within three days of November.
"""

import datetime as dt
import io
import uuid
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from docx import Document
from PIL import Image

from accountability.demo.people import called, unit_people
from accountability.doubt_enums import DetectorCode, DoubtKind, DoubtStanding
from accountability.models import Doubt, Duty, Filing
from accountability.selectors.filings import draft_key
from accountability.services import detection, doubts, filings
from accountability.services.thresholds import set_threshold
from accountability.thresholds import DEFAULTS
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments import storage
from supervision.attachments.models import Attachment
from supervision.attachments.services import store
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: Who copied from whom, whose photo came again, whose minutes came late, who crammed.
COPIER, COPIED = "QJ14", "QJ12"
AGAIN, LATE, CRAMMER = "QJ05", "QJ22", "QJ09"
COPIED_ITEM = "主-08"
CRAMMED = 34
_PLANTED = dt.date(2026, 11, 17)
_LOOKED = dt.date(2026, 11, 19)

QUESTION = "两条记录除姓名、日期外文字基本一致，请说明本单位该项工作的开展情况和材料形成过程。"
EXPLANATION = (
    "我局与兄弟单位同批参加警示教育，经办人借用了对方的文字稿，姓名作了替换，会议确于当日召开，"
    "签到表和照片为本单位原件，现一并备查；今后由分管领导审核原始记录后再填报。"
)
PHOTO_QUESTION = (
    "该照片与本单位上半年填报的照片画面一致，请说明第四季度检查的拍摄时间，并提供原图。"
)
PHOTO_EXPLANATION = (
    "第四季度检查当日未拍照，经办人为完善附件选用了上半年的照片，我单位审核时未发现。"
)
CONFIRMED = "经调阅原图和现场记录，第四季度检查未拍摄照片，使用的是上半年旧照片，材料不实。"
CLEARED = "两家单位由同一派驻纪检监察组统一出具月报文字，数字经核对与各自台账一致，不属于照抄。"
#: Which doubts the units were asked about, the question, and what they answered.
_TALKED_OVER = (
    (COPIER, DoubtKind.ALIKE_TEXT, QUESTION, EXPLANATION),
    (AGAIN, DoubtKind.ALIKE_PHOTO, PHOTO_QUESTION, PHOTO_EXPLANATION),
)
MODEL_TEXTS = "各单位多参照统一范文填报，先从特有语句相似度较高的查起。"
RUSH = "考核提前到12月中旬，11月起即按年底口径观察突击补录情况。"


def happenings(cast: Cast) -> list[Happening]:
    """Return the planted filings, the comparison, and what was decided."""
    planted = dt.datetime.combine(_PLANTED, dt.time(17, 40), clock.CHINA)
    looked = dt.datetime.combine(_LOOKED, dt.time(9, 5), clock.CHINA)
    acts: list[tuple[dt.datetime, Callable[[], object]]] = [
        (planted, partial(_copy_words, cast)),
        (planted + dt.timedelta(minutes=4), partial(_reuse_photo, cast)),
        (planted + dt.timedelta(minutes=9), partial(_late_minutes, cast)),
        (planted + dt.timedelta(minutes=15), partial(_cram, cast)),
        (looked - dt.timedelta(minutes=9), partial(_set_thresholds, cast.users["office"])),
        (looked, partial(detection.look_at_everything, _say_nothing)),
        (looked + dt.timedelta(hours=1), partial(_ask, cast)),
        (looked + dt.timedelta(hours=6), partial(_explain, cast)),
        (looked + dt.timedelta(hours=7), partial(_decide, cast)),
    ]
    return [Happening(at, act) for at, act in acts]


def _say_nothing(_words: str) -> None:
    """Keep the steps of the comparison to itself."""


def _clerk(cast: Cast, code: str) -> User:
    return next(
        user
        for name, user in cast.users.items()
        if name.startswith("clerk") and user.home_unit is not None and user.home_unit.code == code
    )


def _supplement(
    cast: Cast, duty: Duty, text: str, event_on: dt.date, *files: tuple[str, bytes]
) -> None:
    clerk = _clerk(cast, duty.unit.code)
    stored = [
        store(
            actor=clerk,
            upload=SimpleUploadedFile(name, content),
            slot="",
            draft=draft_key(duty),
        )
        for name, content in files
    ]
    filings.supplement(
        actor=clerk,
        duty=duty,
        token=uuid.uuid5(uuid.NAMESPACE_OID, f"truth|{duty.pk}|{event_on}|{text[:20]}"),
        event_on=event_on,
        text=text,
        attachments=stored,
    )


def _closed(code: str) -> list[Duty]:
    """Return the unit's concluded duties, the longest concluded first."""
    rows = Duty.objects.filter(unit__code=code, closed_at__isnull=False, withdrawn_at__isnull=True)
    return list(rows.select_related("unit", "assignment__item").order_by("closed_at", "id"))


def _copy_words(cast: Cast) -> None:
    """File another unit's words as one's own, with one's own people in them."""
    source = (
        Filing.objects.filter(unit__code=COPIED, duty__assignment__item__number=COPIED_ITEM)
        .order_by("id")
        .first()
    )
    duty = next(
        row
        for row in _closed(COPIER)
        if row.assignment is not None and row.assignment.item.number == COPIED_ITEM
    )
    if source is None:
        return
    theirs, ours = unit_people()[COPIED], unit_people()[COPIER]
    text = source.text
    for before, after in zip(
        (theirs.head, *theirs.members), (ours.head, *ours.members), strict=False
    ):
        text = text.replace(called(before), called(after))
    _supplement(cast, duty, text, _PLANTED - dt.timedelta(days=2))


def _reuse_photo(cast: Cast) -> None:
    """Hand a photo of the first half-year in again: smaller, and saved anew."""
    photo = (
        Attachment.objects.filter(
            content_type="image/png",
            uploaded_at__lt=clock.start_of(dt.date(2026, 7, 1)),
            owner_type="accountability.filing",
            owner_id__in=[
                str(pk)
                for pk in Filing.objects.filter(unit__code=AGAIN).values_list("pk", flat=True)
            ],
        )
        .order_by("uploaded_at")
        .first()
    )
    duty = _closed(AGAIN)[-1]
    if photo is None:
        return
    with storage.read(photo.storage_name) as stream:
        image = Image.open(stream).convert("RGB").resize((480, 300))
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "HUAWEI P60"
    exif.get_ifd(0x8769)[0x9003] = "2026:04:15 10:21:36"
    image.save(buffer, "JPEG", quality=72, exif=exif)
    text = (
        "补充第四季度现场检查照片。检查组到现场查看了整改点位，核对了上次交办的问题，"
        "承办科室作了说明，照片由办公室归档。"
    )
    _supplement(
        cast, duty, text, _PLANTED - dt.timedelta(days=4), ("现场检查照片.jpg", buffer.getvalue())
    )


def _late_minutes(cast: Cast) -> None:
    """Add minutes that were typed long after the meeting and after the deadline."""
    duty = _closed(LATE)[0]
    minutes = Document()
    minutes.core_properties.author = "办公室"
    minutes.core_properties.created = dt.datetime(2026, 11, 16, 13, 5)
    minutes.core_properties.modified = dt.datetime(2026, 11, 16, 13, 22)
    minutes.add_heading("会议纪要", level=1)
    minutes.add_paragraph("会议传达学习了有关文件，研究了责任分工，明确了完成时限。")
    buffer = io.BytesIO()
    minutes.save(buffer)
    day = clock.local(duty.closed_at or clock.now()).date()
    text = (
        "补充会议纪要一份。会议由主要负责人主持，研究分工并逐项明确责任科室，纪要此前未及时整理。"
    )
    _supplement(cast, duty, text, day, ("会议纪要.docx", buffer.getvalue()))


def _cram(cast: Cast) -> None:
    """Enter what is said to have happened in half a year within one afternoon."""
    topics = ("廉政谈话", "警示教育", "台账核对", "现场检查", "制度学习", "整改回访", "节前提醒")
    for place, duty in enumerate(_closed(CRAMMER)[:CRAMMED]):
        day = clock.local(duty.closed_at or clock.now()).date()
        text = (
            f"补录{day.month}月{day.day}日{topics[place % len(topics)]}情况："
            f"按照责任清单第{place + 1}项要求完成，相关材料随后归档。"
        )
        _supplement(cast, duty, text, day)


def _set_thresholds(office: User) -> None:
    code = DetectorCode.YEAR_END_MONTH
    value = DEFAULTS[code].value - 1
    set_threshold(actor=office, code=code, value=value, reason=RUSH)
    set_threshold(
        actor=office, code=DetectorCode.TEXT_OWN, value=Decimal("0.70"), reason=MODEL_TEXTS
    )


def _of(code: str, kind: DoubtKind) -> Doubt | None:
    rows = Doubt.objects.filter(unit__code=code, kind=kind).select_related("unit")
    return rows.order_by("-found", "-filing_id").first()


def _ask(cast: Cast) -> None:
    for code, kind, question, _answer in _TALKED_OVER:
        doubt = _of(code, kind)
        if doubt is not None:
            doubts.ask(actor=cast.users["officer"], doubt=doubt, question=question)


def _explain(cast: Cast) -> None:
    for code, kind, _question, answer in _TALKED_OVER:
        doubt = Doubt.objects.filter(status="asked", unit__code=code, kind=kind).first()
        if doubt is not None:
            doubts.explain(actor=_clerk(cast, code), doubt=doubt, explanation=answer)


def _decide(cast: Cast) -> None:
    """Confirm the photo, after the unit had its say; clear what one group wrote for two units."""
    officer = cast.users["officer"]
    photo = _of(AGAIN, DoubtKind.ALIKE_PHOTO)
    if photo is not None:
        doubts.decide(actor=officer, doubt=photo, outcome="confirmed", reason=CONFIRMED)
    alike = Doubt.objects.filter(kind=DoubtKind.ALIKE_TEXT, status="open", item__isnull=False)
    reports = alike.filter(item__title__contains="月报").exclude(other_filing__unit_id=F("unit_id"))
    for doubt in reports.select_related("unit")[:3]:
        doubts.decide(
            actor=officer,
            doubt=doubt,
            outcome="cleared",
            reason=CLEARED,
            standing=DoubtStanding.PAIR,
        )
