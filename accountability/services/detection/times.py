"""Compare what files say of their time and author with the event they are to prove."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import connection

from accountability.doubt_enums import DetectorCode, DoubtGrade, DoubtKind
from accountability.selectors.materials import FILING_OWNER
from accountability.services.detection.raising import Suspicion

Held = dict[str, Decimal]

_FILES = """
    FROM accountability_filing f
    JOIN attachments_attachment a
      ON a.owner_type = %(owner)s AND a.owner_id = f.id::text AND a.detached_at IS NULL
    JOIN attachments_filefacts t ON t.sha256 = a.sha256
    WHERE f.id = ANY(%(filings)s)
"""
_DAY = "(t.{field} AT TIME ZONE 'Asia/Shanghai')::date"
_PHOTOS = f"""
    SELECT f.id, a.id, abs({_DAY.format(field="taken")} - f.event_on) AS days, t.camera
    {_FILES} AND t.taken IS NOT NULL
      AND abs({_DAY.format(field="taken")} - f.event_on) > %(days)s
"""
#: A document may be put in order some days after the event, but not after the deadline.
_DOCUMENTS = f"""
    SELECT f.id, a.id, {_DAY.format(field="made")} - f.event_on AS days, t.made >= f.due_at
    {_FILES} AND t.made IS NOT NULL
      AND ({_DAY.format(field="made")} - f.event_on > %(days)s
           OR (t.made >= f.due_at AND {_DAY.format(field="made")} > f.event_on))
"""
#: The name of another unit in the author's place; one's own name stands in it more often.
_AUTHORS = f"""
    SELECT f.id, a.id, u.short_name, t.author, t.last_author
    {
    _FILES.replace(
        "WHERE",
        '''JOIN organizations_unit own ON own.id = f.unit_id
    JOIN organizations_unit u ON u.id <> f.unit_id AND length(u.short_name) > 2
     AND (strpos(t.author, u.short_name) > 0 OR strpos(t.last_author, u.short_name) > 0)
    WHERE''',
    )
}
      AND (t.author <> '' OR t.last_author <> '')
      AND strpos(t.author || t.last_author, own.short_name) = 0
"""
#: What one unit entered late on one day is one doubt about that day, whatever it holds.
_LATE = """
    SELECT DISTINCT ON (f.unit_id, day) f.id, f.gap_days, f.unit_id, day,
           count(*) OVER (PARTITION BY f.unit_id, day)
    FROM accountability_filing f,
    LATERAL (SELECT (f.submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS day) AS d
    WHERE f.id = ANY(%(filings)s) AND f.gap_days > %(days)s
    ORDER BY f.unit_id, day, f.gap_days DESC, f.id
"""


def suspicions(filings: list[int], held: Held) -> Iterator[Suspicion]:
    """Yield what the times and authors of the filings' files give cause to ask."""
    yield from _photos(filings, held[DetectorCode.PHOTO_DAYS])
    yield from _documents(filings, held[DetectorCode.DOCUMENT_DAYS])
    yield from _authors(filings)
    yield from _entries(filings, held[DetectorCode.LATE_DAYS])


def _photos(filings: list[int], limit: Decimal) -> Iterator[Suspicion]:
    for filing, file, days, camera in _rows(_PHOTOS, filings, limit):
        grade = DoubtGrade.GRAVE if days > limit * 4 else DoubtGrade.PLAIN
        yield Suspicion(
            DoubtKind.PHOTO_DAY, grade, filing, days, limit, attachment_id=file, detail=camera
        )


def _documents(filings: list[int], limit: Decimal) -> Iterator[Suspicion]:
    for filing, file, days, after_deadline in _rows(_DOCUMENTS, filings, limit):
        grade = DoubtGrade.GRAVE if after_deadline else DoubtGrade.PLAIN
        yield Suspicion(
            DoubtKind.DOCUMENT_DAY,
            grade,
            filing,
            days,
            limit,
            attachment_id=file,
            # Said in words where it is shown: whether the deadline had passed.
            detail="deadline" if after_deadline else "",
        )


def _authors(filings: list[int]) -> Iterator[Suspicion]:
    for filing, file, unit, author, last in _rows(_AUTHORS, filings, Decimal(0)):
        words = " / ".join(dict.fromkeys(name for name in (author, last) if unit in name))
        yield Suspicion(
            DoubtKind.DOCUMENT_AUTHOR,
            DoubtGrade.PLAIN,
            filing,
            1,
            Decimal(1),
            attachment_id=file,
            detail=words,
        )


def _entries(filings: list[int], limit: Decimal) -> Iterator[Suspicion]:
    for filing, days, unit, day, count in _rows(_LATE, filings, limit):
        yield Suspicion(
            DoubtKind.LATE_ENTRY,
            DoubtGrade.LIGHT,
            filing,
            days,
            limit,
            further=count - 1,
            family=f"unit-{unit}:{day}",
        )


def _rows(statement: str, filings: list[int], days: Decimal) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"owner": FILING_OWNER, "filings": filings, "days": int(days)})
        return list(cursor.fetchall())
