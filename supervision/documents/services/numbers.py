"""Give out running numbers inside the transaction that uses them."""

from django.db import connection

# One statement: the row's lock makes the next taker wait until this one commits or gives up.
_TAKE = """
INSERT INTO documents_numberseries AS numbers (word, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (word, series, year) DO UPDATE SET last = numbers.last + 1
RETURNING last
"""
#: The series of receipts; it belongs to no organ.
RECEIPTS = "HZ"


def take(*, word: str, series: str, year: int) -> int:
    """Take the next number; a transaction that is rolled back leaves it to the next taker."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [word, series, year])
        taken: int = cursor.fetchone()[0]
    return taken


def printed(*, word: str, series: str, year: int, serial: int) -> str:
    """Return the number as it stands on paper, after GB/T 9704-2012, 7.2.5."""
    return f"{word}{series}〔{year}〕{serial}号"


def receipt(year: int) -> str:
    """Take the next receipt number of the year."""
    return f"{RECEIPTS}{year}-{take(word='', series=RECEIPTS, year=year):06d}"
