"""Phrases that several papers share.

The papers of a case are prescribed Chinese forms and exist in no other language: their words stand
here as they are printed. What the portal does not know is left open between brackets, and a paper
with an open place cannot be finished.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from cases.enums import PersonStanding
from cases.models import Respondent
from cases.selectors.paper_facts import CaseFacts
from supervision.documents.content import Block, Content, Heading, Paragraph, Table
from supervision.web.formats import day_of

_OPEN = re.compile(r"【请填写：([^】]*)】")


def gap(what: str) -> str:
    """Return an open place that says what belongs there."""
    return f"【请填写：{what}】"


def gaps(text: str) -> list[str]:
    """Return what is still to be filled in, in its order."""
    return _OPEN.findall(text)


def day(value: dt.date | dt.datetime | None, what: str = "日期") -> str:
    """Write a day as it stands on paper, or leave its place open."""
    if not value:
        return gap(what)
    found = day_of(value)
    return f"{found.year}年{found.month}月{found.day}日"


def section(title: str, *paragraphs: str) -> list[Block]:
    """Return a heading of the first level with its paragraphs."""
    return [Heading(title), *(Paragraph(text) for text in paragraphs)]


def form(title: str, rows: Iterable[tuple[str, str]]) -> Content:
    """Return a form: labels on the left, what is said on the right."""
    return Content(title=title, blocks=(Table(("", ""), tuple(rows)),))


def text(title: str, *parts: list[Block] | str, addressee: str = "") -> Content:
    """Return a paper of paragraphs and sections."""
    blocks: list[Block] = []
    for part in parts:
        blocks += [Paragraph(part)] if isinstance(part, str) else part
    return Content(title=title, blocks=tuple(blocks), addressee=addressee)


def names(people: Iterable[Respondent]) -> str:
    """Return the names of the respondents."""
    return "、".join(one.name for one in people) or gap("姓名")


def post(person: Respondent) -> str:
    """Return unit and post of a respondent."""
    where = person.workplace or (person.unit.name if person.unit else "")
    return f"{where}{person.post}" or gap("工作单位及职务")


def posts(people: Iterable[Respondent]) -> str:
    """Return unit and post of each respondent, one a line where there are several."""
    found = list(people)
    if len(found) == 1:
        return post(found[0])
    return "\n".join(f"{one.name}：{post(one)}" for one in found) or gap("工作单位及职务")


def with_posts(people: Iterable[Respondent]) -> str:
    """Return post and name of each respondent, as a sentence names them."""
    return "、".join(f"{post(one)}{one.name}" for one in people) or gap("被反映人")


def portrait(person: Respondent) -> str:
    """Return the line that introduces a person: sex, birth, membership, post."""
    if person.standing == PersonStanding.ORGANISATION:
        return f"{person.name}，隶属于{post(person)}。"
    known = person.person
    parts = [person.name]
    if known is not None:
        parts.append({"male": "男", "female": "女"}.get(known.gender, gap("性别")))
        parts.append(known.ethnic_group or gap("民族"))
        parts.append(f"{known.birth_on.year}年{known.birth_on.month}月出生")
    else:
        parts += [gap("性别"), gap("民族"), f"{gap('出生年月')}出生"]
    parts.append("中共党员" if person.is_member else "非中共党员")
    rank = f"（{person.rank}）" if person.rank else ""
    parts.append(f"现任{post(person)}{rank}")
    return "，".join(parts) + "。"


def portraits(people: Iterable[Respondent]) -> list[str]:
    """Return the line of each person."""
    return [portrait(one) for one in people] or [gap("被反映人基本情况")]


def alleged(facts: CaseFacts) -> str:
    """Return what is alleged; for papers inside the house alone."""
    clue = facts.clue
    return f"{clue.summary}\n{clue.content}".strip() or gap("反映的主要问题")


def office(facts: CaseFacts) -> str:
    """Return the name of the office that carries the clue."""
    return facts.clue.handling_office.name if facts.clue.handling_office else gap("承办部门")


def subject(facts: CaseFacts) -> str:
    """Return whom a title names: the first with 等人 where there are more."""
    people = facts.about
    if not people:
        return f"{facts.clue.unit.name}"
    return people[0].name + ("等人" if len(people) > 1 else "")


def until(facts: CaseFacts, code: str, what: str) -> str:
    """Return the last day of a running clock, or leave its place open."""
    return day(facts.ends.get(code), what)
