"""Look into an uploaded Word template before anything opens it: is it one, and a harmless one."""

import io
import zipfile
import zlib
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
#: A part that carries words; a template says little.
MAX_XML = 2 * 1024 * 1024
MAX_MEMBERS = 500
MAX_RATIO, RATIO_FROM = 200, 4 * 1024 * 1024
MAX_DEPTH = 100

_MAIN = "word/document.xml"
_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = ("vbaproject", "vbadata", "/activex/", "/macrosheets/")
_EMBEDDED = ("word/embeddings/", "word/oleobject", "word/afchunk")
#: Fields that fetch from elsewhere, or start something.
_FETCHING = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "RD")
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    LookupError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TemplateRefused(Exception):
    """The file cannot serve as a template; the sentence is for whoever uploaded it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def inspect(content: bytes) -> None:
    """Return in peace, or raise TemplateRefused with what is wrong with the file."""
    if not content:
        raise TemplateRefused("empty", _("The file is empty. Choose it again."))
    if len(content) > MAX_BYTES:
        raise TemplateRefused(
            "too_large",
            _("The template is larger than %(limit)s MB. Take large pictures out of it.")
            % {"limit": MAX_BYTES // 1048576},
        )
    if content.startswith(_OLE):
        raise TemplateRefused(
            "not_docx",
            _("This is an old .doc file or a file with a password. Save it as .docx without one."),
        )
    if not content.startswith(b"PK"):
        raise TemplateRefused("not_docx", _("This is no Word file. Choose a .docx file."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _inspect_archive(archive)
            _inspect_parts(archive)
    except _DAMAGE:
        raise _damaged() from None


def _damaged() -> TemplateRefused:
    return TemplateRefused(
        "damaged", _("The file is damaged. Open it in Word or WPS and save it again.")
    )


def _inspect_archive(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    unpacked = sum(member.file_size for member in members)
    filled = any(
        member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * member.compress_size
        for member in members
    )
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or filled:
        raise TemplateRefused(
            "bomb", _("The file would unpack to far more than a template needs. It was not opened.")
        )
    if len({name.lower() for name in names}) < len(names) or any(map(_leaves, names)):
        raise _damaged()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise TemplateRefused("encrypted", _("The file has a password. Save it without one."))
    if _MAIN not in names or "[Content_Types].xml" not in names:
        raise TemplateRefused("not_docx", _("This is no Word file. Choose a .docx file."))
    lowered = [name.lower() for name in names]
    if any(mark in f"/{name}" for name in lowered for mark in _MACROS):
        raise _with_macros()
    if any(name.startswith(_EMBEDDED) for name in lowered):
        raise TemplateRefused(
            "embedded",
            _("The template holds another file or an embedded object. Take it out."),
        )


def _with_macros() -> TemplateRefused:
    return TemplateRefused("macros", _("The template holds macros. Save it as .docx without them."))


def _leaves(name: str) -> bool:
    return not name or name.startswith("/") or "\\" in name or ".." in name.split("/")


def _inspect_parts(archive: zipfile.ZipFile) -> None:
    types = archive.read("[Content_Types].xml")
    if b"macroenabled" in types.lower():
        raise _with_macros()
    if _MAIN_TYPE not in types:
        raise TemplateRefused("not_docx", _("This is no Word file. Choose a .docx file."))
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        if member.file_size > MAX_XML:
            raise TemplateRefused("bomb", _("The template has too much text for a template."))
        tree = _parsed(archive.read(member))
        if member.filename.lower().endswith(".rels"):
            _refuse_links(tree)
        _refuse_fields(tree)


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise _damaged() from None
    if root.getroottree().docinfo.doctype:
        raise _damaged()
    return root


def _refuse_links(tree: Any) -> None:
    for relation in tree.iter("{*}Relationship"):
        if relation.get("TargetMode", "").lower() == "external":
            raise TemplateRefused(
                "links",
                _(
                    "The template points to something outside of itself (%(target)s). "
                    "Take the link out, and put pictures into the file."
                )
                % {"target": relation.get("Target", "")[:80]},
            )


def _refuse_fields(tree: Any) -> None:
    spoken = [element.text or "" for element in tree.iter(f"{_W}instrText")]
    spoken += [element.get(f"{_W}instr", "") for element in tree.iter(f"{_W}fldSimple")]
    # Word splits a command over several elements when it likes.
    words = "".join(spoken).upper().replace('"', " ").split()
    joined = " ".join(words)
    for command in _FETCHING:
        if command in words or (len(command) > 4 and command in joined.replace(" ", "")):
            raise TemplateRefused(
                "fields",
                _("The template has a field that fetches from elsewhere (%(field)s). Take it out.")
                % {"field": command},
            )
