"""What a template may say: known names, and whether one of them has a value. Nothing else."""

import difflib
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from supervision.documents.drawing.template_files import TemplateRefused


@dataclass(frozen=True)
class Placeholder:
    """One name a template may use, in Chinese or in English, and what comes in its place."""

    name: str
    english: str
    meaning: str | Promise
    required: bool = False
    #: Stands in a paragraph of its own, which becomes as many as are needed.
    is_block: bool = False


PLACEHOLDERS = (
    Placeholder("发文机关标志", "mark", gettext_lazy("the red name at the head")),
    Placeholder("文号", "number", gettext_lazy("the number, as 清江纪督函〔2026〕12号"), True),
    Placeholder("标题", "title", gettext_lazy("the title")),
    Placeholder("主送", "addressee", gettext_lazy("to whom the paper goes, without the colon")),
    Placeholder(
        "正文",
        "body",
        gettext_lazy("headings with their numbers, paragraphs and tables"),
        True,
        is_block=True,
    ),
    Placeholder(
        "附件",
        "attachments",
        gettext_lazy("the list of attachments; nothing where there are none"),
        is_block=True,
    ),
    Placeholder("落款", "organ", gettext_lazy("the organ that signs")),
    Placeholder("日期", "date", gettext_lazy("the day of issue, as 2026年11月2日")),
    Placeholder("联系人", "contact", gettext_lazy("who answers questions")),
    Placeholder("抄送", "copies", gettext_lazy("who gets a copy")),
    Placeholder("印发机关", "printed_by", gettext_lazy("the organ that prints")),
    Placeholder("印发日期", "printed_on", gettext_lazy("the day of printing, without 印发")),
    Placeholder("份号", "copy_number", gettext_lazy("the number of the copy")),
    Placeholder("密级", "secrecy", gettext_lazy("the degree and term of secrecy")),
    Placeholder("紧急程度", "urgency", gettext_lazy("how urgent the paper is")),
)
#: Every placeholder by either of its names.
KNOWN = {name: each for each in PLACEHOLDERS for name in (each.name, each.english)}
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


class StrictEnvironment(SandboxedEnvironment):
    """Takes known names and the question whether one has a value; keeps which were used."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.used: set[str] = set()

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """Compile the part once it has been looked through."""
        for node in self.parse(source).find_all(nodes.Node):
            if isinstance(node, nodes.Name):
                self._note(node.name)
            elif not isinstance(node, _ALLOWED):
                raise TemplateRefused(
                    "language",
                    _(
                        "The template uses more than placeholders. "
                        "Allowed are %(name)s and %(asked)s."
                    )
                    % {"name": "{{ 文号 }}", "asked": "{% if 密级 %} … {% endif %}"},
                )
        return super().from_string(source, *args, **kwargs)

    def _note(self, name: str) -> None:
        if name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.4)
            raise TemplateRefused(
                "unknown",
                _("The placeholder {{ %(name)s }} is not known. Did you mean {{ %(near)s }}?")
                % {"name": name[:40], "near": near[0]}
                if near
                else _("The placeholder {{ %(name)s }} is not known.") % {"name": name[:40]},
            )
        self.used.add(KNOWN[name].name)
