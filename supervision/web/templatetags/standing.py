"""Parts of a page that stand: drawn once for each set of facts, afterwards written as text."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import Any

from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, render_value_in_context
from django.urls import get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = Library()

#: How many sets of facts one block keeps in a process; beyond them it begins anew.
KEPT = 400
_HOLES = "holes"
_END = "endstanding"
_CSRF = "csrf_token"
#: Stands in the drawn text for a hole; no text from outside can know it.
_MARK = secrets.token_hex(12)
_MARKS = re.compile(rf"{_MARK}-([\w.]+)-")


@register.tag
def standing(parser: Parser, token: Token) -> StandingNode:
    """Draw the block once for each set of facts: `{% standing fact … holes value … %}`.

    Inside exists nothing but what is named, so that no page can be given another reader's. Facts
    may be asked and looped over; holes, and the CSRF token always, can be written only. A fact is
    told from others by its `standing_key`, where it has one, and is not kept then.
    """
    names = token.split_contents()[1:]
    cut = names.index(_HOLES) if _HOLES in names else len(names)
    facts, holes = names[:cut], names[cut + 1 :]
    if _CSRF in facts:
        raise TemplateSyntaxError("the CSRF token is no fact: it belongs to one reader")
    drawn = parser.parse((_END,))
    parser.delete_first_token()
    return StandingNode(_compiled(parser, facts), _compiled(parser, [*holes, _CSRF]), drawn)


def _compiled(parser: Parser, names: Iterable[str]) -> dict[str, FilterExpression]:
    return {name: parser.compile_filter(name) for name in names}


class StandingNode(Node):
    """A block that is drawn once for each language and set of facts."""

    def __init__(
        self,
        facts: dict[str, FilterExpression],
        holes: dict[str, FilterExpression],
        nodelist: NodeList,
    ) -> None:
        self.facts = facts
        self.holes = holes
        self.nodelist = nodelist
        self.known: dict[Any, list[str]] = {}

    def render(self, context: Context) -> SafeString:
        """Write the block with this reader's values in its holes."""
        facts = [fact.resolve(context) for fact in self.facts.values()]
        # A text that needs no escaping equals one that does.
        keys = [getattr(fact, "standing_key", fact) for fact in facts]
        key = (get_language(), get_urlconf(), *keys, *map(type, facts))
        parts = self.known.get(key)
        if parts is None:
            if len(self.known) >= KEPT:
                self.known.clear()
            parts = self.known[key] = _MARKS.split(self._drawn(context, facts))
        # Text and names of holes take turns.
        written = parts.copy()
        for at in range(1, len(parts), 2):
            written[at] = render_value_in_context(self.holes[parts[at]].resolve(context), context)
        return mark_safe("".join(written))  # drawn by templates, the holes escaped

    def _drawn(self, context: Context, facts: list[Any]) -> str:
        inside: dict[str, Any] = {}
        for name, value in zip(self.facts, facts, strict=True):
            _put(inside, name, value)
        for name in self.holes:
            _put(inside, name, mark_safe(f"{_MARK}-{name}-"))  # a word of ours
        fresh = Context(inside, autoescape=context.autoescape)
        fresh.template = context.template
        return self.nodelist.render(fresh)


def _put(inside: dict[str, Any], name: str, value: Any) -> None:
    """Put a value at a dotted name."""
    *path, last = name.split(".")
    for part in path:
        inside = inside.setdefault(part, {})
    inside[last] = value
