"""What an item says, as one value: read from a form or a workbook, compared between versions."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

# Full-width marks are written as escapes: they cannot be told from the plain ones by eye.
_LINES = re.compile("[;\uff1b\n]+")
_NAMES = re.compile("[;\uff1b,\uff0c、→\n]+")
_MARK = re.compile(
    r"[(\uff08]\s*(选|选交|阶段\s*(\d+)|optional|stage\s*(\d+))\s*[)\uff09]\s*$", re.IGNORECASE
)


@dataclass(frozen=True, order=True)
class EvidenceData:
    """One kind of material; `stage` 0 means: by the last stage."""

    name: str
    is_required: bool = True
    stage: int = 0

    def __str__(self) -> str:
        stage = f"\uff08阶段{self.stage}\uff09" if self.stage else ""
        optional = "" if self.is_required else "\uff08选\uff09"
        return f"{self.name}{stage}{optional}"


@dataclass(frozen=True)
class CountedData:
    """What a counted rule says: which talks, whose, and how many in a period (A27)."""

    measure: str
    minimum: int
    talker: str

    def __str__(self) -> str:
        return f"{self.measure};{self.talker};{self.minimum}"


@dataclass(frozen=True)
class TalkData:
    """What the record of one talk says."""

    measure: str
    talker_name: str
    talked_name: str
    talked_on: dt.date
    reason: str
    summary: str
    talked_post: str = ""
    place: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class PartData:
    """One part into which a duty is to be split; `share` in percent, None where none is used."""

    title: str
    unit_id: int
    due_on: dt.date
    holder_name: str = ""
    section: str = ""
    share: int | None = None


@dataclass(frozen=True)
class ItemData:
    """Everything an item of a list says."""

    number: str
    category: str
    title: str
    content: str
    standard: str
    score: Decimal
    holder_role: str
    period: str
    due_rule: str = "end"
    basis: str = ""
    stages: tuple[str, ...] = ()
    evidence: tuple[EvidenceData, ...] = ()
    counted: CountedData | None = None
    #: Empty means every unit that carries the two responsibilities.
    unit_ids: frozenset[int] = frozenset()

    @property
    def timing(self) -> tuple[str, str]:
        """Return what the dates of its duties depend on."""
        return self.period, self.due_rule

    @property
    def words(self) -> "ItemData":
        """Return the item without its units, for comparing versions."""
        return replace(self, unit_ids=frozenset(), score=self.score.normalize())


def read_evidence(text: str) -> tuple[EvidenceData, ...]:
    """Read materials separated by line or semicolon; (选) marks optional, (阶段2) the stage."""
    return tuple(_material(part) for part in _LINES.split(text) if part.strip())


def _material(text: str) -> EvidenceData:
    name, is_required, stage = text.strip(), True, 0
    while match := _MARK.search(name):
        number = match[2] or match[3]
        if number:
            stage = int(number)
        else:
            is_required = False
        name = name[: match.start()].strip()
    return EvidenceData(name, is_required, stage)


def write_evidence(materials: Iterable[EvidenceData], separator: str = "\n") -> str:
    """Write materials so that `read_evidence` reads the same."""
    return separator.join(str(material) for material in materials)


def read_names(text: str) -> tuple[str, ...]:
    """Read names separated by line, semicolon, comma or arrow: stages, units."""
    return tuple(part.strip() for part in _NAMES.split(text) if part.strip())


_END_WORDS = frozenset(("", "end", "期末", "周期末", "期末最后一日", "周期最后一日", "到期日"))
_TERM_WORDS = (
    (re.compile(r"(\d{1,3})个?工作日"), "WD"),
    (re.compile(r"(\d{1,3})个?(?:自然日|日|天)"), "CD"),
    (re.compile(r"(\d{1,3})个月"), "CM"),
    (re.compile(r"(\d{1,3})个?小时"), "H"),
)
_DAY_WORDS = re.compile(r"(\d{1,2})(?:月|[-./])(\d{1,2})日?")
_AROUND = re.compile(r"^(期后|周期结束后|事项发生后|事后|每年|当年|后)|(内|前|以内|之内|报送)+$")


def read_due_rule(text: str) -> str:
    """Read a due rule as people write it: end, 5WD, 12-20, 期后5个工作日内, 12月20日前."""
    plain = re.sub(r"\s", "", text)
    if plain.lower() in _END_WORDS:
        return "end"
    core = _AROUND.sub("", _AROUND.sub("", plain))
    for form, unit in _TERM_WORDS:
        if match := form.fullmatch(core):
            return f"{int(match[1])}{unit}"
    if match := _DAY_WORDS.fullmatch(core):
        return f"{int(match[1]):02d}-{int(match[2]):02d}"
    return plain.upper()
