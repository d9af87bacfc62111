"""Number headings as the standard does: 一、 （一） 1. （1）."""

from collections.abc import Iterable, Iterator

from supervision.documents.content import Block, Heading

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """Return the number in Chinese, as Word counts: 十一, 二十, 一百零三; in digits from 10,000."""
    if not 0 < number < 10_000:
        return str(number)
    written, skipped = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if skipped and written else "") + _DIGITS[digit] + _PLACES[place]
            skipped = False
        else:
            skipped = True
    return written[1:] if written.startswith("一十") else written


def mark(level: int, number: int) -> str:
    """Return the number of a heading of the level."""
    if level == 1:
        return f"{chinese(number)}、"
    if level == 2:
        return f"（{chinese(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Yield each block with its number; "" for what has none."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            yield mark(block.level, counts[block.level - 1]), block
        else:
            yield "", block
