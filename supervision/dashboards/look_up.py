"""Ask every source the account may use. What was typed is measured, never logged."""

from dataclasses import dataclass
from typing import Any

from prometheus_client import Counter, Histogram

from supervision.dashboards import search
from supervision.dashboards.search import SearchResult, SearchSource
from supervision.people.services import reading

SECONDS = Histogram(
    "portal_search_seconds",
    "Time of one search over all sources.",
    ["form"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
SEARCHES = Counter("portal_searches_total", "Searches by how they ended.", ["end"])

#: Hits of each source in the box itself, and on the page.
QUICK_HITS = 3
PAGE_HITS = 8
#: Hits when one source alone is shown.
ALONE_HITS = 100


@dataclass(frozen=True)
class Found:
    """What one source found."""

    source: SearchSource
    result: SearchResult


def by_text(user: Any, typed: str, *, limit: int, only: str = "") -> list[Found]:
    """Return what the account's sources find for the words; nothing for too few letters.

    `only` names the one source to ask. An ID or phone number finds nothing here.
    """
    text = search.tidy(typed)
    if len(text) < search.MIN_LENGTH or search.personal_number(text):
        return []
    sources = [source for source in search.open_to(user) if only in ("", source.key)]
    with SECONDS.labels("quick" if limit == QUICK_HITS else "page").time():
        found = [Found(source, source.find(user, text, limit)) for source in sources]
    return _with_hits(found)


def by_number(user: Any, typed: str, *, limit: int) -> list[Found]:
    """Look an ID or phone number up, and record who did without recording the number."""
    number = search.personal_number(typed)
    sources = search.open_to(user, numbers=True)
    if not number or not sources:
        return []
    with SECONDS.labels("number").time():
        found = [Found(source, source.find(user, number, limit)) for source in sources]
    hits = sum(len(each.result.hits) for each in found)
    reading.look_up_number(actor=user, hits=hits)
    return _with_hits(found)


def _with_hits(found: list[Found]) -> list[Found]:
    kept = [each for each in found if each.result.hits]
    SEARCHES.labels("found" if kept else "nothing").inc()
    return kept
