"""Faces of type: those the standard names for Word, and what stands in for them on this machine.

The faces the standard asks for are proprietary and never part of the portal; offices have them.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

#: Names written into Word files.
XIAOBIAOSONG, FANGSONG, HEI, KAI, SONG = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)

_SERIF = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "AR PL UMing CN",
)
_SANS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
#: For each face what may stand in its place, best first; the full sets come last, for rare names.
_CANDIDATES: dict[str, tuple[str, ...]] = {
    "title": (
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "FandolSong",
    ),
    "body": (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "仿宋",
        "FangSong",
        "STFangsong",
        "FZFangSong-Z02",
        "FandolFang",
        "FandolFang R",
    ),
    "hei": ("黑体", "SimHei", "STHeiti", "FandolHei"),
    "kai": (
        "楷体_GB2312",
        "KaiTi_GB2312",
        "楷体",
        "KaiTi",
        "STKaiti",
        "FandolKai",
        "AR PL UKai CN",
        "LXGW WenKai",
    ),
    "song": ("宋体", "SimSun", "NSimSun", "STSong", "FandolSong"),
}


class NoChineseFont(Exception):
    """No Chinese face was found, so that no PDF can be drawn; the sentence is for the reader."""


@dataclass(frozen=True)
class Machine:
    """The faces found: typst's own catalogue, and for each role the families to try in turn."""

    catalogue: Any
    families: dict[str, list[str]]

    def stands_in(self) -> bool:
        """Tell whether the body is set in another face than the standard's 仿宋."""
        return self.families["body"][0] in _SERIF + _SANS


def machine() -> Machine:
    """Return the faces of this machine; raises NoChineseFont when none has Chinese characters."""
    found = _look(tuple(settings.DOCUMENT_FONT_DIRS), settings.DOCUMENT_SYSTEM_FONTS)
    if not found.families["body"]:
        raise NoChineseFont(
            _(
                "No PDF can be drawn: this server has no Chinese font. The Word file is complete. "
                "The system administrator installs a font, for example Noto Serif CJK SC."
            )
        )
    return found


def refusal() -> str:
    """Return why no PDF can be drawn here, or "" when it can."""
    try:
        machine()
    except NoChineseFont as reason:
        return str(reason)
    return ""


@functools.lru_cache(maxsize=4)
def _look(folders: tuple[str, ...], system: bool) -> Machine:
    catalogue = typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=False, font_paths=list(folders)
    )
    there = {family.casefold(): family for family in catalogue.families()}
    given: list[str] = []
    if folders:
        own = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
        )
        given = list(own.families())
    serif, sans = _present(_SERIF, there), _present(_SANS, there)
    families = {}
    for role, names in _CANDIDATES.items():
        full = [*sans, *serif] if role == "hei" else [*serif, *sans]
        chosen = list(dict.fromkeys([*_present(names, there), *full, *given]))
        families[role] = chosen
    return Machine(catalogue, families)


def _present(names: Iterable[str], there: dict[str, str]) -> list[str]:
    return [there[name.casefold()] for name in names if name.casefold() in there]
