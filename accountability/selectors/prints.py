"""Read the texts that are compared: the words of filings and what their documents hold."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection

from accountability.doubt_enums import Comparison
from accountability.likeness.folding import MAXIMUM_LENGTH, MINIMUM_LENGTH
from accountability.selectors.materials import FILING_OWNER


class Ref(NamedTuple):
    """To which filing, unit and item a text belongs, and its document if it is one's."""

    filing_id: int
    attachment_id: Any
    duty_id: int
    unit_id: int
    item_id: int | None

    @property
    def key(self) -> Any:
        """Return what tells the text from others of its comparison."""
        return self.attachment_id or self.filing_id


_CUT = MAXIMUM_LENGTH * 2
_FILING = "d.id, f.unit_id, s.item_id"
_JOINED = """
    JOIN accountability_duty d ON d.id = f.duty_id
    LEFT JOIN accountability_assignment s ON s.id = d.assignment_id
"""
_WORDS = f"""
    SELECT f.id, NULL::uuid, {_FILING}, left(f.text, {_CUT}) FROM accountability_filing f {_JOINED}
"""
_ATTACHED = f"a.owner_type = '{FILING_OWNER}' AND a.detached_at IS NULL"
_DOCUMENTS = f"""
    SELECT f.id, a.id, {_FILING}, left(t.text, {_CUT})
    FROM attachments_attachment a
    JOIN accountability_filing f ON f.id = a.owner_id::bigint {_JOINED}
    JOIN attachments_attachmenttext t ON t.attachment_id = a.id AND t.state = 'read'
"""
#: Every text in the order of its filing; what is new has no print yet.
_ALL = {
    Comparison.WORDS: f"{_WORDS} ORDER BY f.id",
    Comparison.DOCUMENTS: f"{_DOCUMENTS} WHERE {_ATTACHED} ORDER BY f.id, a.id",
}
_NEW = {
    Comparison.WORDS: f"""{_WORDS} WHERE NOT EXISTS (
        SELECT 1 FROM accountability_textprint p
        WHERE p.filing_id = f.id AND p.attachment_id IS NULL) ORDER BY f.id LIMIT %s""",
    Comparison.DOCUMENTS: f"""{_DOCUMENTS} WHERE {_ATTACHED} AND NOT EXISTS (
        SELECT 1 FROM accountability_textprint p WHERE p.attachment_id = a.id)
        ORDER BY f.id, a.id LIMIT %s""",
}
_SOME = {
    Comparison.WORDS: f"SELECT f.id, left(f.text, {_CUT}) FROM accountability_filing f"
    " WHERE f.id = ANY(%s)",
    Comparison.DOCUMENTS: f"SELECT t.attachment_id, left(t.text, {_CUT})"
    " FROM attachments_attachmenttext t WHERE t.attachment_id = ANY(%s::uuid[])",
}
_EARLIER = f"""
    SELECT f.id, p.attachment_id, {_FILING} FROM accountability_textprint p
    JOIN accountability_filing f ON f.id = p.filing_id {_JOINED}
    WHERE (p.bands && %s::int[] OR p.digest = %s) AND p.length >= {MINIMUM_LENGTH}
      AND (p.attachment_id IS NULL) = %s AND f.id < %s AND f.duty_id <> %s
    ORDER BY (SELECT count(*) FROM unnest(p.bands) b WHERE b = ANY(%s::int[])) DESC, f.id
    LIMIT 200
"""

Rows = list[tuple[Ref, str]]


def all_texts(comparison: Comparison, portion: int) -> Iterator[Rows]:
    """Yield every text in portions, oldest filing first; the rest stays with the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ALL[comparison])
        while rows := cursor.fetchmany(portion):
            yield [(Ref(*row[:5]), row[5]) for row in rows]


def new_texts(comparison: Comparison, limit: int) -> Rows:
    """Return the texts without a print, oldest filing first."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW[comparison], [limit])
        return [(Ref(*row[:5]), row[5]) for row in cursor.fetchall()]


def texts_of(comparison: Comparison, keys: Sequence[Any]) -> dict[Any, str]:
    """Return texts by their key: the filing for words, the file for documents."""
    with connection.cursor() as cursor:
        cursor.execute(_SOME[comparison], [list(keys)])
        return dict(cursor.fetchall())


def earlier_texts(comparison: Comparison, ref: Ref, *, bands: list[int], digest: int) -> list[Ref]:
    """Return texts of earlier filings of other duties that share a band or the digest.

    Those that share most bands come first; there are no more than 200.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _EARLIER,
            [bands, digest, comparison == Comparison.WORDS, ref.filing_id, ref.duty_id, bands],
        )
        return [Ref(*row) for row in cursor.fetchall()]
