"""Names of persons: surname and given name, pinyin, and what a name can be searched by."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import islice, product

from pypinyin import Style, lazy_pinyin

#: Surnames of two characters. A name of two characters is never split into such a surname alone.
DOUBLE = frozenset(
    "欧阳 司马 上官 诸葛 尉迟 长孙 单于 令狐 皇甫 慕容 夏侯 司徒 东方 公孙 端木 宇文 轩辕 澹台 "
    "万俟 闻人 赫连 太史 申屠 仲孙 钟离 百里 呼延 南宫 西门 独孤 濮阳 公冶 宗政 淳于 司空".split()
)
#: Characters that are read otherwise as a surname. The first reading is the right one; the others
#: are what people type.
SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan", "dan"),
    "解": ("xie", "jie"),
    "仇": ("qiu", "chou"),
    "曾": ("zeng", "ceng"),
    "查": ("zha", "cha"),
    "任": ("ren",),
    "区": ("ou", "qu"),
    "盖": ("ge", "gai"),
    "朴": ("piao", "pu"),
    "翟": ("zhai", "di"),
    "乐": ("yue", "le"),
    "缪": ("miao", "mou"),
    "覃": ("qin", "tan"),
    "宓": ("mi", "fu"),
    "种": ("chong", "zhong"),
    "折": ("she", "zhe"),
    "繁": ("po", "fan"),
    "员": ("yun", "yuan"),
    "召": ("shao", "zhao"),
    "盛": ("sheng", "cheng"),
    "冼": ("xian", "xi"),
    "秘": ("bi", "mi"),
    "黑": ("he", "hei"),
    "华": ("hua",),
    "尉": ("wei", "yu"),
    "能": ("nai", "neng"),
    "过": ("guo",),
    "尉迟": ("yu chi", "wei chi"),
    "万俟": ("mo qi", "wan si"),
    "单于": ("chan yu", "dan yu"),
    "长孙": ("zhang sun", "chang sun"),
    "澹台": ("tan tai", "dan tai"),
}
#: Characters of given names that are heard in two ways.
GIVEN: dict[str, tuple[str, ...]] = {
    "乐": ("le", "yue"),
    "行": ("xing", "hang"),
    "长": ("chang", "zhang"),
    "朝": ("chao", "zhao"),
    "晟": ("sheng", "cheng"),
    "盛": ("sheng", "cheng"),
    "重": ("zhong", "chong"),
    "茜": ("qian", "xi"),
    "曾": ("zeng", "ceng"),
    "单": ("dan", "shan"),
    "调": ("tiao", "diao"),
    "传": ("chuan", "zhuan"),
    "还": ("huan", "hai"),
    "觉": ("jue", "jiao"),
}
#: How many readings of one name are kept.
MOST_READINGS = 6

# The marks above letters, but not the two dots that make another letter of a u.
_TONES = re.compile("[\u0300-\u0307\u0309-\u036f]")
_LETTERS = re.compile(r"[a-z]+")
_NOT_LETTERS = re.compile(r"[^a-z]+")


def tidy(text: str) -> str:
    """Return the name without any space; the dot of longer names stays in its usual form."""
    folded = unicodedata.normalize("NFC", text)
    return "".join(folded.split()).replace("•", "·").replace("・", "·").replace("．", "·")


def split(text: str) -> tuple[str, str]:
    """Return surname and given name; a name with a dot is split at it."""
    if "·" in text:
        first, dot, rest = text.partition("·")
        return first + dot, rest
    length = 2 if len(text) > 2 and text[:2] in DOUBLE else 1
    return text[:length], text[length:]


@cache
def _sound(character: str) -> str:
    """Return the commonest reading of a character, or the letters it consists of."""
    said = lazy_pinyin(character, style=Style.NORMAL)[0] if character != "·" else ""
    return "".join(_LETTERS.findall(plain(said)))


@cache
def _surname_readings(surname: str) -> tuple[tuple[str, ...], ...]:
    if surname in SURNAMES:
        return tuple(tuple(reading.split()) for reading in SURNAMES[surname])
    return (_plain_reading(surname),)


def _plain_reading(text: str) -> tuple[str, ...]:
    return tuple(sound for sound in map(_sound, text) if sound)


def readings(text: str) -> list[tuple[str, ...]]:
    """Return the ways the name is read, each as its syllables, the right one first."""
    surname, given = split(text)
    ways: list[tuple[tuple[str, ...], ...]] = [_surname_readings(surname)]
    for character in given:
        sounds = GIVEN.get(character) or (_sound(character),)
        ways.append(tuple((sound,) if sound else () for sound in sounds))
    combined = islice(product(*ways), MOST_READINGS)
    return [tuple(syllable for part in parts for syllable in part) for parts in combined]


def pinyin(text: str) -> str:
    """Return the right reading with a space between syllables, for sorting and showing."""
    return " ".join(readings(text)[0])


def search_keys(text: str) -> str:
    """Return the words a name is found by, each after a space: it is found by their beginnings.

    They are the name and each of its ends (so that any part of it is the beginning of a word), and
    for each reading the same in letters, and the initials.
    """
    words = [text[place:] for place in range(len(text))]
    for syllables in readings(text):
        words += ["".join(syllables[place:]) for place in range(len(syllables))]
        words.append("".join(syllable[0] for syllable in syllables))
    return " " + " ".join(dict.fromkeys(word for word in words if word and word != "·"))


def plain(text: str) -> str:
    """Return typed pinyin as it is stored: small letters, v for ü, neither tones nor spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = _NOT_LETTERS.sub("", _TONES.sub("", apart).replace("u\u0308", "v"))
    return letters.replace("lyu", "lv").replace("nyu", "nv")
