"""What the search box finds among clues: by number, name or pinyin, never by what is alleged."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cases.selectors.clue_list import listed, named, names_of
from cases.selectors.visibility import clues_visible_to
from supervision.dashboards.search import Hit, SearchResult, best


def find_clues(user: Any, text: str, limit: int) -> SearchResult:
    """Find clues that the account may open."""
    rows = clues_visible_to(user)
    found, total = best(listed(rows.filter(named(rows, text))), limit, "-received_at", "-id")
    hits = [
        Hit(
            f"{clue.number} {names_of(clue)}".strip(),
            f"{clue.get_status_display()} · {clue.get_source_display()}",
            reverse("cases:clue", args=[clue.number]),
            light=clue.light,
            unit=clue.unit.short_name,
        )
        for clue in found
    ]
    return SearchResult(hits, total, f"{reverse('cases:ledger')}?{urlencode({'q': text})}")
