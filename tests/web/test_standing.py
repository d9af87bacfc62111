"""A part of a page that stands gives each reader nothing but the facts named and its own values."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from supervision.web.templatetags.standing import KEPT

FORM = (
    "{% standing count holes who.name path %}{% csrf_token %}{{ count }} {{ who.name }} {{ path }}"
)


def drawn(template: Template, **context: Any) -> str:
    return template.render(Context(context))


def template(source: str) -> Template:
    return Template("{% load i18n standing %}" + source + "{% endstanding %}")


def test_each_reader_gets_its_own_token_name_and_address() -> None:
    block = template(FORM)
    for reader in ("anna", "ben"):
        html = drawn(
            block, count=3, who={"name": reader}, path=f"/{reader}/", csrf_token=f"tok-{reader}"
        )
        assert f'value="tok-{reader}"' in html
        assert html.endswith(f"3 {reader} /{reader}/")


def test_what_is_not_named_does_not_exist_inside() -> None:
    block = template("{% standing count %}{{ count }}{{ secret }}{{ request.user }}")
    assert drawn(block, count=1, secret="anna's", request={"user": "anna"}) == "1"
    assert drawn(block, count=1, secret="ben's") == "1"


def test_facts_are_told_apart_and_so_are_languages() -> None:
    block = template(
        '{% standing count %}{% if count %}{% translate "yes" %}{% endif %}{{ count }}'
    )
    with translation.override("en"):
        assert drawn(block, count=2) == "yes2"
        assert drawn(block, count=0) == "0"
    with translation.override("zh-hans"):
        assert drawn(block, count=2) == "是2"


def test_holes_are_escaped_and_a_safe_fact_lends_nothing_to_a_plain_one() -> None:
    block = template("{% standing fact holes hole %}{{ fact }}{{ hole }}")
    assert drawn(block, fact=translation.gettext("x"), hole="<i>") == "x&lt;i&gt;"
    safe = Template("{% load standing %}{% standing fact %}{{ fact }}{% endstanding %}")
    from_safe = Template("{{ x|safe }}").render(Context({"x": "<b>"}))
    assert drawn(safe, fact=from_safe) == "<b>"
    assert drawn(safe, fact="<b>") == "&lt;b&gt;"


def test_a_block_keeps_no_more_than_its_share() -> None:
    block = template("{% standing count %}{{ count }}")
    for number in range(KEPT + 5):
        assert drawn(block, count=number) == str(number)
    node = block.nodelist[-1]
    assert len(node.known) <= KEPT


def test_the_token_is_no_fact() -> None:
    with pytest.raises(TemplateSyntaxError, match="CSRF"):
        template("{% standing csrf_token %}")
