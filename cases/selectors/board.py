"""The board of a handling office: its clues by the stage of their way."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy

from cases.enums import ClueStatus
from cases.models import Clue
from cases.selectors.clue_list import listed
from cases.workflow import CONCLUDED

#: The columns of the board, left to right, and the statuses that stand in each.
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("assigned", ("assigned",)),
    ("talk_inquiry", ("talk_inquiry",)),
    ("verifying", ("verifying",)),
    ("filed", ("filed", "investigating", "returned")),
    ("in_review", ("transferred", "in_review")),
    ("decided", ("decided", "announced")),
    ("held", ("held",)),
)
#: Columns of several statuses have a name of their own.
_NAMES = {
    "filed": gettext_lazy("case and investigation"),
    "in_review": gettext_lazy("review"),
    "decided": gettext_lazy("decision"),
}
#: So many cards a column; the rest stands in the ledger.
CARDS = 12


@dataclass
class Column:
    """One column: how many clues stand there, and the cards of those that came first."""

    code: str
    statuses: tuple[str, ...]
    count: int = 0
    cards: list[Clue] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the name of the column."""
        return name_of(self.code)

    @property
    def more(self) -> int:
        """Return how many clues have no card."""
        return self.count - len(self.cards)


def name_of(code: str) -> str:
    """Return the name of a column."""
    return str(_NAMES.get(code) or ClueStatus(code).label)


def board(rows: QuerySet[Clue]) -> list[Column]:
    """Return the columns with the clues on their way, those that have waited longest first."""
    rows = rows.exclude(status__in=CONCLUDED)
    columns = [Column(code, statuses) for code, statuses in COLUMNS]
    place = {status: column for column in columns for status in column.statuses}
    counted = rows.order_by().values("status").annotate(n=Count("pk"))
    for row in counted:
        if row["status"] in place:
            place[row["status"]].count += row["n"]
    for clue in _first(rows, columns):
        place[clue.status].cards.append(clue)
    for column in columns:
        column.cards.sort(key=lambda clue: (clue.status_since, clue.pk))
        del column.cards[CARDS:]
    return columns


def _first(rows: QuerySet[Clue], columns: list[Column]) -> list[Clue]:
    """Return the clues of each status that have waited longest there, in one read."""
    shown = Q(status__in=[status for column in columns for status in column.statuses])
    order = [F("status_since").asc(), F("pk").asc()]
    place = Window(RowNumber(), partition_by=F("status"), order_by=order)
    keys = rows.filter(shown).annotate(place=place).filter(place__lte=CARDS).order_by()
    found = list(keys.values_list("pk", flat=True))
    return list(listed(Clue.objects.filter(pk__in=found)))
