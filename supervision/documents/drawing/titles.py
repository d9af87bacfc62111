"""Break a title into lines as clerks do: by sense, in the shape of a trapezoid, never in a word."""

import math
import re
from collections.abc import Iterable

from supervision.documents.drawing.measures import width

#: Words of titles that must not be torn. Names that stand in the document are added to them.
_WORDS = (
    "党风廉政建设",
    "全面从严治党",
    "主体责任",
    "监督责任",
    "责任清单",
    "履行",
    "落实",
    "履责",
    "督办",
    "通报",
    "通知",
    "约谈",
    "整改",
    "情况",
    "问题",
    "工作",
    "典型",
    "报送",
    "材料",
    "资料",
    "上传",
    "填报",
    "限期",
    "弄虚作假",
    "虚假",
    "检查",
    "考核",
    "巡察",
    "监督",
    "委员会",
    "纪律",
    "监察",
    "清江区",
    "建议",
    "专项",
    "逾期",
    "反馈",
    "意见",
    "决定",
    "有关",
    "部分",
    "单位",
    "任务",
    "年度",
    "季度",
    "第一",
    "第二",
    "第三",
    "第四",
    "关于",
    "进行",
    "开展",
)
_OPENING, _CLOSING = "（《“‘〔【(", "）》”’〕】)，。、；：？！,.;:?!"
#: A line begins neither with these nor breaks before them: they belong to what stands before.
_TRAILING = "的了和与及等之者"
#: After these a line ends well.
_PAUSES = "的、，：》"
_LATIN = re.compile(r"[0-9A-Za-z.%〇]")
_FORBIDDEN = 1e6


def broken(title: str, room: float, names: Iterable[str] = ()) -> list[str]:
    """Return the title in as few lines as hold it, none wider than `room` characters."""
    if not title:
        return []
    if width(title) <= room:
        return [title]
    costs = _costs(title, [name for name in names if name] + list(_WORDS))
    fewest = math.ceil(width(title) / room)
    for count in range(fewest, fewest + 3):
        found = _best(title, costs, count, room)
        if found:
            return found
    return [title[start : start + int(room)] for start in range(0, len(title), int(room))]


def _costs(title: str, words: Iterable[str]) -> list[float]:
    """Return what a break before each character costs."""
    costs = [_cost(title, at) if at else 0.0 for at in range(len(title))]
    for word in words:
        start = title.find(word)
        while start >= 0:
            # A name longer than a line must be torn somewhere.
            for at in range(start + 1, start + len(word)):
                costs[at] += 60.0 if len(word) <= 12 else 8.0
            start = title.find(word, start + 1)
    return costs


def _cost(title: str, at: int) -> float:
    before, after = title[at - 1], title[at]
    if before in _OPENING or after in _CLOSING:
        return _FORBIDDEN
    if _LATIN.match(before) and _LATIN.match(after):
        return 400.0
    if after in _TRAILING or after in "年月日号":
        return 120.0
    if before in _PAUSES:
        return -6.0
    return 4.0


def _best(title: str, costs: list[float], count: int, room: float) -> list[str]:
    """Return the cheapest cut into `count` lines, or [] when no cut keeps to the room."""
    even = width(title) / count
    reach: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for number in range(count):
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (spent, cuts) in reach.items():
            for end in _ends(title, start, room, is_last=number == count - 1):
                cost = spent + (costs[end] if end < len(title) else 0.0)
                cost += (width(title[start:end]) - even) ** 2
                if number and cuts[-1] - cuts[-2] == end - start:
                    cost += 1.5  # equal lines make a block, no trapezoid
                if end not in further or cost < further[end][0]:
                    further[end] = (cost, (*cuts, end))
        reach = further
    cost, cuts = reach.get(len(title), (_FORBIDDEN, ()))
    if cost >= _FORBIDDEN:
        return []
    return [title[start:end].strip() for start, end in zip(cuts, cuts[1:], strict=False)]


def _ends(title: str, start: int, room: float, *, is_last: bool) -> list[int]:
    ends, wide = [], 0.0
    for at in range(start, len(title)):
        wide += width(title[at])
        if wide > room:
            break
        ends.append(at + 1)
    return [end for end in ends if end == len(title)] if is_last else ends
