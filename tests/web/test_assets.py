"""What every page is made of: no inline script or style, nothing from outside, icons that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

from supervision.web.context import JAVASCRIPTS, STYLESHEETS
from supervision.web.icons import ICONS

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_STATIC = sorted(p for p in (ROOT / "static").rglob("*.*") if "vendor" not in p.parts)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.S)
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.I)
NAMESPACE = "http://www.w3.org/"


def _text(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_inline_script_or_style(path: Path) -> None:
    text = _text(path)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "inline script"
    assert not re.search(r"<style[\s>]", text), "inline style element"
    assert not re.search(r"\sstyle\s*=", text), "style attribute"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=\s*[\"']", text), "inline handler"
    assert "javascript:" not in text


@pytest.mark.parametrize("path", TEMPLATES + OWN_STATIC, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_fetched_from_outside(path: Path) -> None:
    found = [m.group() for m in ADDRESS.finditer(_text(path).replace(NAMESPACE, ""))]
    assert not found


def test_templates_name_icons_that_exist() -> None:
    used = {
        (match, path.name)
        for path in TEMPLATES
        for match in re.findall(r"{%\s*icon \"([a-z0-9-]+)\"", path.read_text())
    }
    assert not sorted(pair for pair in used if pair[0] not in ICONS)


def test_the_sprite_holds_exactly_the_icons() -> None:
    tree = ElementTree.parse(ROOT / "static/vendor/icons.svg")
    assert {node.get("id") for node in tree.getroot()} == ICONS


def test_vendored_files_agree_with_their_manifest() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/vendor.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_sheet_and_script_of_the_shell_exists() -> None:
    missing = [n for n in STYLESHEETS + JAVASCRIPTS if not (ROOT / "static" / n).is_file()]
    assert not missing


def test_every_sheet_and_script_is_used() -> None:
    named = {m for path in TEMPLATES for m in re.findall(r"static '([^']+)'", path.read_text())}
    named |= {m for path in TEMPLATES for m in re.findall(r'static "([^"]+)"', path.read_text())}
    folders = (ROOT / "static/css", ROOT / "static/js")
    present = {f"{folder.name}/{path.name}" for folder in folders for path in folder.iterdir()}
    assert not present - named - {*STYLESHEETS, *JAVASCRIPTS}


@pytest.mark.parametrize("path", sorted((ROOT / "static/js").iterdir()), ids=lambda p: p.name)
def test_scripts_hold_no_words_and_no_html(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"[一-鿿]", text), "words come from data attributes"
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(", text)


@pytest.mark.parametrize(
    "path", [ROOT / "static" / name for name in STYLESHEETS], ids=lambda p: p.name
)
def test_sheets_hold_one_declaration_a_line(path: Path) -> None:
    body = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    crowded = [line for line in body.splitlines() if re.search(r";\s*[a-z-]+\s*:", line)]
    assert not crowded


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_an_empty_state_is_not_taken_for_the_empty_of_a_loop(path: Path) -> None:
    stack: list[str] = []
    for token in Lexer(path.read_text()).tokenize():
        if token.token_type is not TokenType.BLOCK:
            continue
        name, *rest = token.split_contents()
        if name in ("for", "if", "with", "block"):
            stack.append(name)
        elif name in ("endfor", "endif", "endwith", "endblock"):
            stack.pop()
        elif name == "empty" and stack and stack[-1] == "for":
            assert not rest, "write empty_state directly inside a loop"
            stack[-1] = "for, empty part"
