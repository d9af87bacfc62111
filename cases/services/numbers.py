"""Give out the running numbers of clues and cases: central, by the year, without gaps."""

from django.db import connection

from supervision import clock

CLUES, CASES, PLANS = "XS", "LA", "ZG"

# One statement: the row's lock makes a second taker wait until the first has committed, and what is
# rolled back leaves its number to the next.
_TAKE = """
INSERT INTO cases_numberseries AS series (code, last) VALUES (%s, 1)
ON CONFLICT (code) DO UPDATE SET last = series.last + 1
RETURNING last
"""


def take(series: str) -> int:
    """Take the next number of the series inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series])
        return int(cursor.fetchone()[0])


def next_number(prefix: str) -> tuple[str, int]:
    """Return the next number under the prefix in this year of China, and the year."""
    year = clock.today().year
    return f"{prefix}-{year}-{take(f'{prefix}-{year}'):04d}", year


def clue_number() -> tuple[str, int]:
    """Return the number of the next clue, such as XS-2026-0012, and its year."""
    return next_number(CLUES)


def case_number() -> str:
    """Return the number of the next case that is filed, such as LA-2026-0003."""
    return next_number(CASES)[0]


def plan_number() -> str:
    """Return the number of the next rectification plan, such as ZG-2026-0001."""
    return next_number(PLANS)[0]
