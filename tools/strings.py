"""Find every translatable string in Python files and templates, without system gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

CALLS = ("gettext", "ngettext", "pgettext", "npgettext")
FUNCTIONS = {name + ending: name for name in CALLS for ending in ("", "_lazy", "_noop")}
LITERAL = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
TEMPLATE_CALL = re.compile(
    rf"(?<!\w)(n?p?gettext|_)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?(?:\s*,\s*{LITERAL})?", re.DOTALL
)
# Names migrations carry are history, not text on a page.
SKIPPED = {"migrations", "node_modules", "vendor", "__pycache__"}


@dataclass(frozen=True, order=True)
class Text:
    """One source string, as the catalogue keys it."""

    singular: str
    context: str = ""
    plural: str = ""


@dataclass(frozen=True)
class Found:
    """A string and the place it stands."""

    text: Text
    path: str
    line: int


class NotLiteral(Exception):
    """A translation call was given a formatted string, which no catalogue can hold."""


def _as_text(function: str, words: list[str]) -> Text | None:
    """Arrange a call's literal arguments; None when the call has too few."""
    needed = {"gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}[function]
    if len(words) < needed or not words[needed - 1 if function != "ngettext" else 0]:
        return None
    context = words[0] if "p" in function.removesuffix("gettext") else ""
    rest = words[1:] if context else words
    return Text(rest[0], context, rest[1] if function in {"ngettext", "npgettext"} else "")


class _Calls(ast.NodeVisitor):
    """Collect calls of the functions imported from django.utils.translation, under any name."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.modules: set[str] = set()
        self.found: list[tuple[Text, int]] = []

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if node.module == "django.utils.translation" and alias.name in FUNCTIONS:
                self.names[alias.asname or alias.name] = FUNCTIONS[alias.name]
            if node.module == "django.utils" and alias.name == "translation":
                self.modules.add(alias.asname or alias.name)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        function = self._function(node.func)
        if function is None:
            return
        if any(isinstance(argument, ast.JoinedStr) for argument in node.args):
            raise NotLiteral(f"line {node.lineno}: an f-string cannot be translated")
        words = []
        for argument in node.args:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                break
            words.append(argument.value)
        text = _as_text(function, words)
        if text:
            self.found.append((text, node.lineno))

    def _function(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return FUNCTIONS.get(node.attr) if node.value.id in self.modules else None
        return None


def in_python(source: str) -> list[tuple[Text, int]]:
    """Return the strings of a Python file with their lines."""
    calls = _Calls()
    # An import may stand below a use only inside functions; the names must be known first.
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            calls.visit_ImportFrom(node)
    calls.visit(tree)
    return calls.found


def in_template(source: str) -> list[tuple[Text, int]]:
    """Return the strings of a Django template with their lines."""
    code = templatize(source)
    found = []
    for match in TEMPLATE_CALL.finditer(code):
        function = "gettext" if match[1] == "_" else match[1]
        words = [ast.literal_eval(word) for word in match.groups()[1:] if word is not None]
        text = _as_text(function, words)
        if text:
            found.append((text, code.count("\n", 0, match.start()) + 1))
    return found


def _files(root: Path, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not SKIPPED & set(path.parts):
                yield path


def in_folders(root: Path, folders: Iterable[str]) -> list[Found]:
    """Return every string of the project, by file."""
    found = []
    for path in _files(root, folders):
        reader = in_python if path.suffix == ".py" else in_template
        name = str(path.relative_to(root))
        try:
            texts = reader(path.read_text(encoding="utf-8"))
        except (NotLiteral, SyntaxError) as error:
            raise NotLiteral(f"{name}: {error}") from error
        found += [Found(text, name, line) for text, line in texts]
    return found
