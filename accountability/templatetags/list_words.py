"""How lists, items and task lists are written on pages."""

from typing import Any

from django import template

from accountability.labels import counted_words, due_words, times_a_year
from accountability.tables.checklists import task_term

register = template.Library()

register.filter("task_term", task_term)
register.filter("counted_words", counted_words)


@register.filter
def due_words_of(item: Any) -> str:
    """Write when the item is due within its period."""
    return due_words(item.due_rule, item.period)


@register.filter
def times_of(item: Any) -> str:
    """Write how often the item falls due in a year."""
    return times_a_year(item.period)
