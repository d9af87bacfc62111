"""The titles that duties bear: a few thousand among any number of duties, read by steps."""

from django.db import connection
from django.db.models import Q

from supervision.web.searching import has_trigram

#: Goes from one title to the next in the index of titles, however many duties bear each.
_TITLES = """
    WITH RECURSIVE held AS (
        (SELECT title FROM accountability_duty ORDER BY title LIMIT 1)
        UNION ALL
        SELECT (
            SELECT title FROM accountability_duty WHERE title > held.title ORDER BY title LIMIT 1
        )
        FROM held WHERE held.title IS NOT NULL
    )
    SELECT title FROM held WHERE upper(title) LIKE upper(%s)
"""


def bearing(word: str) -> Q:
    """Return the condition that the word stands in the title or in the number of a duty.

    A word of two characters has no trigram: its titles are found first, and the number, which
    begins with letters, is compared from its beginning.
    """
    if has_trigram(word):
        return Q(title__icontains=word) | Q(number__icontains=word)
    condition = Q(title__in=_titles_holding(word))
    return condition | Q(number__istartswith=word) if word.isascii() else condition


def _titles_holding(word: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, [f"%{connection.ops.prep_for_like_query(word)}%"])
        return [title for (title,) in cursor.fetchall()]
