"""Give out running numbers; a whole block costs as much as one."""

from django.db import connection

# One statement: the row's lock makes a second taker wait until the first has committed.
_TAKE = """
INSERT INTO accountability_numberseries AS series (code, last) VALUES (%s, %s)
ON CONFLICT (code) DO UPDATE SET last = series.last + excluded.last
RETURNING last
"""


def take(series: str, count: int = 1) -> range:
    """Take the next numbers of the series inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series, count])
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
