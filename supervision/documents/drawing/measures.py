"""Measures of GB/T 9704-2012 in millimetres and points, and in the units of Word."""

import math
import re

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
TYPE_WIDTH, TYPE_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
#: Lines on a page and characters in a line: clause 5.2.3.
LINES, CHARACTERS = 22, 28

#: Sizes of type in points: 2号, 3号, 4号, 小四.
TITLE, BODY, SMALL, CELL = 22.0, 16.0, 14.0, 12.0

#: General format: the organ's mark below the top of the type area, the red line below the number.
MARK_BELOW_TOP, LINE_BELOW = 35.0, 4.0
#: Letter format: the mark below the paper's edge, the red lines' width, the second above the edge.
LETTER_MARK_TOP, LETTER_LINE_WIDTH, LETTER_LINE_BOTTOM = 30.0, 170.0, 20.0
#: The red double line: the thick and the thin stroke and the gap between them, in points.
THICK, THIN, GAP = 2.25, 0.75, 1.5
#: The red line of the general format, in points.
RED_LINE = 1.5
#: The dashes beside the page number below the type area.
NUMBER_BELOW = 7.0
#: The rules of the imprint: first and last, and those between.
RULE_OUTER, RULE_INNER = 0.35, 0.25

_MM, _POINT = 1440 / 25.4, 20


def twips(millimetres: float) -> int:
    """Return the length in twentieths of a point, the unit of Word."""
    return round(millimetres * _MM)


def points(millimetres: float) -> float:
    """Return the length in points."""
    return millimetres * 72 / 25.4


_NARROW = re.compile("[\x00-\u024f]")

#: A line and a character of the grid, in twips; rounded down so that all of them fit.
LINE_PITCH = int(points(TYPE_HEIGHT) * _POINT / LINES)
CHARACTER = points(TYPE_WIDTH) * _POINT / CHARACTERS
#: How much narrower than its size a character stands, in 4096ths of a point.
CHARACTER_SPACE = int((CHARACTER / _POINT - BODY) * 4096) - 1
#: The same in whole twips, as a letter of 3号 carries it itself, and one more: LibreOffice rounds
#: the width of the grid down.
LETTER_SPACE = math.floor(CHARACTER - BODY * _POINT) - 1


def width(text: str) -> float:
    """Return how many full characters the text is wide; Latin letters and digits count half."""
    return len(text) - 0.5 * len(_NARROW.findall(text))
