"""Which names and which kinds of file are accepted: pure functions over names and bytes."""

import re
import unicodedata
from dataclasses import dataclass

MAX_NAME = 150
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_OPENXML = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Kind:
    """One accepted kind of file.

    `signatures` are the extensions by which the content's first bytes may be recognised;
    `inside` names a zip member, or a byte string, that must be found further in.
    """

    content_type: str
    signatures: frozenset[str]
    inside: str = ""
    marks: tuple[bytes, ...] = ()
    is_text: bool = False


def _utf16(*names: str) -> tuple[bytes, ...]:
    return tuple(name.encode("utf-16-le") for name in names)


_JPEG = Kind("image/jpeg", frozenset({".jpg", ".jpeg", ".jfif"}))
KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", frozenset({".pdf"})),
    "doc": Kind("application/msword", frozenset({".doc"}), marks=_utf16("WordDocument")),
    "docx": Kind(
        f"{_OPENXML}wordprocessingml.document", frozenset({".docx"}), inside="word/document.xml"
    ),
    "xls": Kind(
        "application/vnd.ms-excel", frozenset({".doc", ".xls"}), marks=_utf16("Workbook", "Book")
    ),
    "xlsx": Kind(f"{_OPENXML}spreadsheetml.sheet", frozenset({".xlsx"}), inside="xl/workbook.xml"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Kind("image/png", frozenset({".png"})),
    "ofd": Kind("application/ofd", frozenset({".zip", ".docx", ".ofd"}), inside="OFD.xml"),
    "txt": Kind("text/plain", frozenset(), is_text=True),
}


def extension(name: str) -> str:
    """Return the extension in small letters without its dot, or "" when there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def clean_name(raw: str) -> str:
    """Return the name without folders, control and direction marks, cut to the longest allowed.

    A right-to-left override would show "gpj.exe" as "exe.jpg", so all format marks go.
    """
    name = unicodedata.normalize("NFC", raw).replace("\\", "/").rpartition("/")[2]
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", re.sub(r"\s+", " ", name)).strip(" .")
    ending = extension(name)
    stem = name[: -len(ending) - 1] if ending else name
    stem = stem.strip(" .") or "file"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    room = MAX_NAME - len(ending) - 1 if ending else MAX_NAME
    return f"{stem[:room].rstrip(' .')}.{ending}" if ending else stem[:MAX_NAME]


def is_text(content: bytes, *, whole: bool) -> bool:
    """Tell whether the bytes read as UTF-8, UTF-16 with its mark, or GB 18030, with no controls."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(content[: len(content) // 2 * 2], "utf-16", whole=whole)
    return any(_decodes(content, encoding, whole=whole) for encoding in ("utf-8", "gb18030"))


def _decodes(content: bytes, encoding: str, *, whole: bool) -> bool:
    # A cut in the middle of a character at the end of a sample is no fault of the file.
    for cut in range(1 if whole else 4):
        try:
            text = content[: len(content) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(
            unicodedata.category(char) == "Cc" and char not in "\t\n\r\f" for char in text
        )
    return False
