"""Who handles clues and cases in the demo: offices, stationed groups, townships, leaders."""

import datetime as dt

from supervision.accounts.enums import RoleCode
from supervision.project.demo.named import Named

#: Two years of cases want people who were there then.
SINCE = dt.date(2024, 7, 1)
#: The group and the street that took up cases later: before it nothing is known of them.
LATE = dt.date(2026, 1, 12)

COMMISSION, PETITION, SUPERVISION, REVIEW = "QJ-JW", "QJ-S04", "QJ-S02", "QJ-S03"
OFFICES = ("QJ-S05", "QJ-S06", "QJ-S07", "QJ-S08")
GROUPS = ("QJ-P1", "QJ-P2", "QJ-P3", "QJ-P4")
TOWNS = tuple(f"QJ{number}" for number in range(35, 43))
LATE_BODIES = frozenset({"QJ-P4", "QJ42"})

STREETS = frozenset({"QJ40", "QJ41", "QJ42"})

#: Head, first and second officer of each body: account, name and title.
_BODIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "QJ-S05": (
        ("handlinghead", "田家声", "主任"),
        ("handler1", "戴小满", "一级科员"),
        ("handler2", "辛锡山", "副主任"),
    ),
    "QJ-S06": (
        ("handlinghead2", "岑成林", "主任"),
        ("handler3", "乔怡然", "一级科员"),
        ("handler4", "严大年", "副主任"),
    ),
    "QJ-S07": (
        ("handlinghead3", "顾昌平", "主任"),
        ("handler5", "邵兰心", "一级科员"),
        ("handler6", "温子谦", "副主任"),
    ),
    "QJ-S08": (
        ("handlinghead4", "柯光远", "主任"),
        ("handler7", "金文秀", "一级科员"),
        ("handler8", "沈尔康", "副主任"),
    ),
    "QJ-P1": (
        ("grouphead1", "倪立功", "副组长"),
        ("grouphandler1", "方存义", "四级主任科员"),
        ("grouphandler2", "管子衿", "一级科员"),
    ),
    "QJ-P2": (
        ("grouphead2", "柳清荷", "组长"),
        ("stationed1", "曾运昌", "副组长"),
        ("grouphandler3", "潘志坚", "四级主任科员"),
    ),
    "QJ-P3": (
        ("grouphead3", "高桂平", "组长"),
        ("grouphandler4", "欧阳炳坤", "副组长"),
        ("grouphandler5", "冯茂才", "四级主任科员"),
    ),
    "QJ-P4": (
        ("grouphead4", "傅秋月", "组长"),
        ("grouphandler6", "左新民", "副组长"),
        ("grouphandler7", "谢长庚", "四级主任科员"),
    ),
}
#: The discipline commissions of the townships: deputy secretary and two members each.
_TOWN_NAMES = (
    ("褚北山", "尤静言", "卞石生"),
    ("滑知远", "巩秋禾", "阮松年"),
    ("宓青岩", "娄清源", "经子安"),
    ("厉远帆", "祁南星", "裘言蹊"),
    ("贲思齐", "嵇望舒", "麻砚秋"),
    ("鲍澄怀", "茅若水", "符岭南"),
    ("路遥知", "诸听泉", "虞春山"),
    ("茹凌霄", "璩晓岚", "桑守拙"),
)


def _town(number: int, code: str) -> tuple[tuple[str, str, str], ...]:
    head, first, second = _TOWN_NAMES[number - 1]
    own = "街道纪工委" if code in STREETS else "镇纪委"
    return (
        (f"townhead{number}", head, f"{own}副书记"),
        (f"townhandler{number}", first, f"{own}委员"),
        (f"townaide{number}", second, f"{own}委员"),
    )


def bodies() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return every body that handles clues with its head and two officers."""
    towns = {code: _town(number, code) for number, code in enumerate(TOWNS, start=1)}
    return {**_BODIES, **towns}


def _in_bodies() -> list[Named]:
    found = []
    for code, people in bodies().items():
        since = LATE if code in LATE_BODIES else SINCE
        for place, (username, name, title) in enumerate(people):
            role = RoleCode.HANDLER if place else RoleCode.HANDLING_HEAD
            found.append(Named(username, name, code, role, title, since=since))
    return found


CASES = (
    Named("petition", "许玉莹", PETITION, RoleCode.PETITION, "一级科员", since=SINCE),
    Named("casesup", "滕启良", SUPERVISION, RoleCode.CASE_SUPERVISION, "副主任", since=SINCE),
    Named("casesuphead", "孟永清", SUPERVISION, RoleCode.SUPERVISION_HEAD, "主任", since=SINCE),
    Named("reviewer", "任静姝", REVIEW, RoleCode.REVIEWER, "一级科员", since=SINCE),
    Named("reviewer2", "董冠中", REVIEW, RoleCode.REVIEWER, "副主任", since=SINCE),
    Named("reviewhead", "纪力行", REVIEW, RoleCode.REVIEW_HEAD, "主任", since=SINCE),
    Named(
        "deputy",
        "丁晓月",
        OFFICES[0],
        RoleCode.DEPUTY,
        "区纪委副书记、区监委副主任",
        further=OFFICES[1:],
        since=SINCE,
    ),
    Named(
        "deputy2",
        "岑静远",
        REVIEW,
        RoleCode.DEPUTY,
        "区纪委常委、区监委委员",
        further=(SUPERVISION, PETITION),
        since=SINCE,
    ),
    Named(
        "deputy3",
        "陆知微",
        GROUPS[0],
        RoleCode.DEPUTY,
        "区纪委常委、区监委委员",
        further=(*GROUPS[1:], *TOWNS),
        since=SINCE,
    ),
    Named(
        "principal",
        "宋敬业",
        COMMISSION,
        RoleCode.PRINCIPAL,
        "区委常委、区纪委书记、区监委主任",
        since=SINCE,
    ),
    *_in_bodies(),
    # Of two townships, for the panel that reviews a case of a third one.
    Named("townreviewer1", "凌知秋", TOWNS[0], RoleCode.REVIEWER, "镇纪委审理委员", since=SINCE),
    Named("townreviewer2", "苗望川", TOWNS[2], RoleCode.REVIEWER, "镇纪委审理委员", since=SINCE),
)
#: With which account something is seen that others do not see.
SEEN_BY = (
    ("petition", "待比对的疑似重复线索（我的办公桌）"),
    ("townhandler5", "指定异地办理的线索：外镇线索在本镇办理，联合办案组成员来自第三个镇"),
    ("townreviewer1", "联合审理的案件：审理组由审理室和两个镇的人员组成"),
    ("handlinghead2", "待会签的步骤：线索仅在征求意见期间对会签部门开放"),
    ("stationed1", "案后整改反馈，本组案件的整改清单（含逾期项）"),
    ("internal", "干预过问登记；被登记人（如 handler7）看不到涉及本人的记录"),
)
