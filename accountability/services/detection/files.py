"""Find the same file under two filings, by its digest."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import connection

from accountability.doubt_enums import DoubtGrade, DoubtKind
from accountability.selectors.materials import FILING_OWNER
from accountability.services.detection.raising import Suspicion

#: Each content of the filings beside its first use; how many uses came before is counted.
_AGAIN = """
    WITH mine AS (
        SELECT DISTINCT a.sha256 FROM attachments_attachment a
        WHERE a.owner_type = %(owner)s AND a.owner_id = ANY(%(owners)s)
          AND a.detached_at IS NULL
    ), uses AS (
        SELECT a.id, a.sha256, f.id AS filing, f.unit_id, f.duty_id, f.event_on,
               row_number() OVER (PARTITION BY a.sha256 ORDER BY f.id, a.uploaded_at) AS place,
               row_number() OVER (PARTITION BY a.sha256, f.id ORDER BY a.uploaded_at) AS copy
        FROM mine JOIN attachments_attachment a USING (sha256)
        JOIN accountability_filing f ON f.id = a.owner_id::bigint
        WHERE a.owner_type = %(owner)s AND a.detached_at IS NULL
    )
    SELECT u.filing, u.id, o.filing, o.id, u.place - 2, u.unit_id = o.unit_id,
           u.event_on = o.event_on
    FROM uses u JOIN uses o ON o.sha256 = u.sha256 AND o.place = 1
    WHERE u.filing = ANY(%(filings)s) AND u.copy = 1 AND u.filing <> o.filing
      AND u.duty_id <> o.duty_id
"""


def suspicions(filings: list[int]) -> Iterator[Suspicion]:
    """Yield the files of these filings that an earlier filing of another duty held already."""
    with connection.cursor() as cursor:
        cursor.execute(
            _AGAIN,
            {
                "owner": FILING_OWNER,
                "owners": [str(pk) for pk in filings],
                "filings": filings,
            },
        )
        rows = cursor.fetchall()
    for filing, file, other, other_file, further, same_unit, same_day in rows:
        yield Suspicion(
            DoubtKind.SAME_FILE,
            _grade(same_unit=same_unit, same_day=same_day),
            filing,
            1,
            Decimal(1),
            attachment_id=file,
            other_filing_id=other,
            other_attachment_id=other_file,
            further=max(0, further),
        )


def _grade(*, same_unit: bool, same_day: bool) -> DoubtGrade:
    """One event may prove two duties of one unit; two units hardly share a photo of an event."""
    if same_unit:
        return DoubtGrade.LIGHT if same_day else DoubtGrade.PLAIN
    return DoubtGrade.PLAIN if same_day else DoubtGrade.GRAVE
