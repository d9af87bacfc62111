"""One measured line, and the table of all of them."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass
class Row:
    """A figure beside its floor (the same SQL alone), its bar, and whether the bar is met."""

    work: str
    figure: str
    floor: str
    ratio: str
    bar: str
    met: bool


def emit(rows: Sequence[Row]) -> None:
    """Write the rows as the process's last line."""
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))


def p50(times: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def ms(seconds: float) -> str:
    """Write seconds as milliseconds."""
    return f"{seconds * 1000:,.0f} ms"


def ratio(figure: float, floor: float) -> str:
    """Write how many times the floor the figure is."""
    return f"{figure / floor:.1f}x" if floor else "-"


def print_table(rows: Sequence[Row]) -> None:
    """Print all rows, aligned."""
    head = Row("work", "figure", "floor", "ratio", "bar", True)
    cells = [
        [row.work, row.figure, row.floor, row.ratio, row.bar, "met" if row.met else "MISSED"]
        for row in rows
    ]
    cells.insert(0, [head.work, head.figure, head.floor, head.ratio, head.bar, ""])
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    for line in cells:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)))
