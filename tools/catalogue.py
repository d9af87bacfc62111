"""Keep the Chinese catalogue complete: python -m tools.catalogue check | update | compile.

`update` adds what the sources say and drops what they no longer say; with --from it also takes
translations from the .po files of a folder, which then win over the catalogue. `check` fails on a
string that is missing, empty, fuzzy, or whose placeholders differ.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.layout import CATALOGUE, ROOT
from tools.strings import Found, NotLiteral, in_folders

LOCALE = "zh_Hans"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdrif]|(?<!%)%([sdrif])|\{(\w*)(?:[!:][^}]*)?\}")
HEADER = "# The portal's Chinese texts. Kept in order by `make messages`; read docs/operations.md."
# A date that changes with every update would make every change of the catalogue a conflict.
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def source_folders(root: Path = ROOT) -> list[str]:
    """Return the folders that hold portal code and templates."""
    apps = sorted(path.parent.name for path in root.glob("*/apps.py"))
    return ["supervision", *apps, "templates"]


def read(path: Path) -> Catalog:
    """Read a .po file; an absent one is an empty catalogue."""
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE, ignore_obsolete=True)


def key(message: Message) -> tuple[str, str]:
    """Return context and singular, which name an entry."""
    singular = message.id[0] if message.pluralizable else message.id
    return (message.context or "", str(singular))


def translation(message: Message) -> str:
    """Return the Chinese text; Chinese has one form for every number."""
    text = message.string[0] if isinstance(message.string, tuple | list) else message.string
    return str(text or "")


def placeholders(text: str) -> set[str]:
    """Return the names or kinds of the places to fill."""
    text = text.replace("%%", "")
    return {"".join(match) for match in PLACEHOLDER.findall(text)}


def entries(catalog: Catalog) -> dict[tuple[str, str], Message]:
    """Return the entries of a catalogue by key, without its header."""
    return {key(message): message for message in catalog if message.id}


def problems(found: Iterable[Found], catalog: Catalog) -> list[str]:
    """Return one line for each string that is not translated rightly."""
    known = entries(catalog)
    result = {}
    for each in found:
        text = each.text
        message = known.get((text.context, text.singular))
        place = f"{each.path}:{each.line}: {text.singular!r}"
        if message is None or (text.plural and not message.pluralizable):
            result[text] = f"{place} is missing"
        elif message.fuzzy:
            result[text] = f"{place} is fuzzy"
        elif not translation(message).strip():
            result[text] = f"{place} is empty"
        else:
            said, wanted = placeholders(translation(message)), placeholders(text.singular)
            allowed = wanted | placeholders(text.plural)
            needed = placeholders(text.plural) if text.plural else wanted
            # A date is put together in another order, and of other parts, in each language.
            if text.context != "date" and (not needed <= said or not said <= allowed):
                result[text] = f"{place} has other placeholders: {translation(message)!r}"
    return sorted(result.values())


def read_fragments(folder: Path) -> tuple[dict[tuple[str, str], str], list[str]]:
    """Return the translations of all .po files of a folder, and where they contradict."""
    merged: dict[tuple[str, str], str] = {}
    origin: dict[tuple[str, str], str] = {}
    conflicts = []
    for path in sorted(folder.glob("*.po")):
        for name, message in entries(read(path)).items():
            text = translation(message)
            if not text:
                continue
            if name not in merged:
                merged[name], origin[name] = text, path.name
            elif merged[name] != text:
                winner = f"{merged[name]!r} ({origin[name]})"
                conflicts.append(f"{name[1]!r}: {winner} wins over {text!r} ({path.name})")
    return merged, conflicts


def updated(
    found: Iterable[Found], old: Catalog, given: dict[tuple[str, str], str] | None = None
) -> Catalog:
    """Return a catalogue of exactly the strings found, with every translation known."""
    new = Catalog(
        locale=LOCALE, header_comment=HEADER, project="portal", version="1", fuzzy=False,
        creation_date=MADE, revision_date=MADE, last_translator="", language_team="zh_Hans",
    )  # fmt: skip
    known, given = entries(old), given or {}
    places: dict[tuple[str, str], list[tuple[str, int]]] = {}
    plurals: dict[tuple[str, str], str] = {}
    for each in found:
        name = (each.text.context, each.text.singular)
        places.setdefault(name, []).append((each.path, each.line))
        plurals[name] = plurals.get(name) or each.text.plural
    for name in sorted(places, key=lambda each: (each[1], each[0])):
        context, singular = name
        message = known.get(name)
        text = given.get(name) or (translation(message) if message else "")
        new.add(
            (singular, plurals[name]) if plurals[name] else singular,
            (text,) if plurals[name] else text,
            locations=sorted({(path, 0) for path, _ in places[name]}),
            flags={"fuzzy"} if message and message.fuzzy and name not in given else set(),
            context=context or None,
        )
    return new


def write(catalog: Catalog, path: Path) -> None:
    """Write a .po file whose order depends on its texts alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False)


def compile_catalogue(path: Path = CATALOGUE) -> bool:
    """Write the .mo file Django reads, if the .po file is newer."""
    target = path.with_suffix(".mo")
    if not path.exists():
        return False
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    half = target.with_suffix(".mo.new")
    with half.open("wb") as file:
        write_mo(file, read(path))
    half.replace(target)
    return True


def check() -> int:
    """Print what is wrong and return 1, or return 0."""
    found, catalog = in_folders(ROOT, source_folders()), read(CATALOGUE)
    wrong = problems(found, catalog)
    for line in wrong:
        print(line)
    unused = entries(catalog).keys() - {(each.text.context, each.text.singular) for each in found}
    texts = {each.text for each in found}
    print(f"{len(texts)} texts, {len(wrong)} wrong, {len(unused)} entries unused.")
    return 1 if wrong else 0


def update(folder: Path | None) -> int:
    """Bring the catalogue in line with the sources and print what is left to translate."""
    given, conflicts = read_fragments(folder) if folder else ({}, [])
    for line in conflicts:
        print(f"conflict: {line}")
    found = in_folders(ROOT, source_folders())
    new = updated(found, read(CATALOGUE), given)
    write(new, CATALOGUE)
    compile_catalogue()
    sourced = {(each.text.context, each.text.singular) for each in found}
    print(f"{len(given.keys() - sourced)} given texts are in no source file.")
    for line in problems(found, read(CATALOGUE)):
        print(line)
    return 0


def main(arguments: list[str]) -> int:
    """Run one of the three commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["check", "update", "compile"])
    parser.add_argument("--from", dest="folder", type=Path, help="folder of .po files to merge")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            return check()
        if options.command == "update":
            return update(options.folder)
    except NotLiteral as error:
        print(error)
        return 1
    compile_catalogue()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
