"""The catalogue tool finds every translatable string and every wrong translation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from tools import catalogue
from tools.strings import Found, NotLiteral, Text, in_folders, in_python, in_template

PYTHON = """
from django.utils import translation
from django.utils.translation import gettext_lazy as _, ngettext, npgettext_lazy, pgettext as p

title = _("Filed on time")
long = _("One sentence "
         "in two literals")
count = ngettext("%(count)s duty", "%(count)s duties", n) % {"count": n}
month = p("calendar", "May")
both = npgettext_lazy("files", "one file", "many files")
plain = translation.gettext("From the module")
unknown = _(variable)
other = thing.gettext("not ours")
"""

TEMPLATE = """{% load i18n %}
<h1>{% translate "My duties" %}</h1>
{% trans 'Rate 100%' %} {% translate "May" context "calendar" %}
{% blocktranslate trimmed with name=user.name %}
    Welcome,
    {{ name }}
{% endblocktranslate %}
{% blocktranslate count n=all %}{{ n }} item{% plural %}{{ n }} items{% endblocktranslate %}
{% include "x.html" with label=_("Inside a tag") %}
{{ value|default:_("none yet") }}
{% comment %}{% translate "hidden" %}{% endcomment %}
"""


def found(*texts: Text) -> list[Found]:
    return [Found(text, "app/page.py", 3) for text in texts]


def chinese(*rows: tuple[Any, Any], fuzzy: bool = False) -> Catalog:
    catalog = Catalog(locale="zh_Hans")
    for source, text in rows:
        catalog.add(source, text, flags={"fuzzy"} if fuzzy else set())
    return catalog


def test_python_calls_are_found_under_any_imported_name() -> None:
    assert [text for text, _ in in_python(PYTHON)] == [
        Text("Filed on time"),
        Text("One sentence in two literals"),
        Text("%(count)s duty", plural="%(count)s duties"),
        Text("May", context="calendar"),
        Text("one file", context="files", plural="many files"),
        Text("From the module"),
    ]


def test_an_f_string_is_refused() -> None:
    source = 'from django.utils.translation import gettext as _\nx = _(f"{n} days")\n'
    with pytest.raises(NotLiteral, match="line 2"):
        in_python(source)


def test_template_tags_blocks_and_constants_are_found() -> None:
    assert [text for text, _ in in_template(TEMPLATE)] == [
        Text("My duties"),
        Text("Rate 100%%"),
        Text("May", context="calendar"),
        Text("Welcome, %(name)s"),
        Text("%(n)s item", plural="%(n)s items"),
        Text("Inside a tag"),
        Text("none yet"),
    ]


def test_quotes_and_lines_survive_the_template() -> None:
    source = (
        """{% translate "Don't" %}{% blocktranslate %}say "yes"\nor 'no'{% endblocktranslate %}"""
    )
    assert [text.singular for text, _ in in_template(source)] == ["Don't", "say \"yes\"\nor 'no'"]


@pytest.mark.parametrize(
    ("text", "catalog", "complaint"),
    [
        (Text("Filed"), chinese(), "missing"),
        (Text("Filed"), chinese(("Filed", "")), "empty"),
        (Text("Filed"), chinese(("Filed", "  ")), "empty"),
        (Text("Filed"), chinese(("Filed", "已报送"), fuzzy=True), "fuzzy"),
        (Text("By %(name)s"), chinese(("By %(name)s", "报送人")), "placeholders"),
        (Text("By %(name)s"), chinese(("By %(name)s", "%(nam)s报送")), "placeholders"),
        (Text("By {name}"), chinese(("By {name}", "{who}报送")), "placeholders"),
        (Text("%s of %d"), chinese(("%s of %d", "%s")), "placeholders"),
        (Text("1 day", plural="%(n)s days"), chinese(("1 day", "1天")), "missing"),
        (
            Text("1 day", plural="%(n)s days"),
            chinese((("1 day", "%(n)s days"), ("一天",))),
            "placeholders",
        ),
        (Text("May", context="calendar"), chinese(("May", "可以")), "missing"),
    ],
)
def test_each_kind_of_fault_is_named(text: Text, catalog: Catalog, complaint: str) -> None:
    (line,) = catalogue.problems(found(text), catalog)
    assert complaint in line
    assert line.startswith("app/page.py:3: ")


@pytest.mark.parametrize(
    ("text", "catalog"),
    [
        (Text("Filed"), chinese(("Filed", "已报送"))),
        (Text("By %(name)s at {t}"), chinese(("By %(name)s at {t}", "{t}由%(name)s报送"))),
        (Text("1 day", plural="%(n)s days"), chinese((("1 day", "%(n)s days"), ("%(n)s天",)))),
        (Text("Rate 100%%"), chinese(("Rate 100%%", "完成率 100%%"))),
    ],
)
def test_right_translations_pass(text: Text, catalog: Catalog) -> None:
    assert catalogue.problems(found(text), catalog) == []


def test_update_keeps_adds_and_drops(tmp_path: Path) -> None:
    old = chinese(("Kept", "保留"), ("Gone", "已删"), ("Filed", ""))
    sources = found(Text("Kept"), Text("Filed"), Text("New"), Text("1 day", plural="%(n)s days"))
    new = catalogue.updated(sources, old, {("", "Filed"): "已报送", ("", "1 day"): "%(n)s天"})
    path = tmp_path / "django.po"
    catalogue.write(new, path)
    again = catalogue.entries(catalogue.read(path))
    assert {name[1]: catalogue.translation(message) for name, message in again.items()} == {
        "Kept": "保留",
        "Filed": "已报送",
        "New": "",
        "1 day": "%(n)s天",
    }
    catalogue.write(catalogue.updated(sources, catalogue.read(path)), tmp_path / "second.po")
    assert (tmp_path / "second.po").read_bytes() == path.read_bytes()


def test_the_first_fragment_wins_and_the_conflict_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid "Filed"\nmsgstr "已报送"\n', encoding="utf-8")
    (tmp_path / "b.po").write_text(
        'msgid "Filed"\nmsgstr "已提交"\n\nmsgid "1 day"\nmsgid_plural "%(n)s days"\n'
        'msgstr[0] "%(n)s天"\n',
        encoding="utf-8",
    )
    merged, conflicts = catalogue.read_fragments(tmp_path)
    assert merged == {("", "Filed"): "已报送", ("", "1 day"): "%(n)s天"}
    assert len(conflicts) == 1
    assert "a.po" in conflicts[0]
    assert "b.po" in conflicts[0]


def test_compiling_is_skipped_when_nothing_is_newer(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    catalogue.write(chinese(("Filed", "已报送")), path)
    assert catalogue.compile_catalogue(path)
    assert "已报送".encode() in path.with_suffix(".mo").read_bytes()
    assert not catalogue.compile_catalogue(path)


def test_migrations_are_not_read(tmp_path: Path) -> None:
    call = 'from django.utils.translation import gettext as _\nx = _("Text")\n'
    for folder in ("app", "app/migrations"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "module.py").write_text(call)
    assert [each.path for each in in_folders(tmp_path, ["app"])] == ["app/module.py"]


def test_the_portals_catalogue_is_complete() -> None:
    sources = in_folders(catalogue.ROOT, catalogue.source_folders())
    assert catalogue.problems(sources, catalogue.read(catalogue.CATALOGUE)) == []
