"""Refusals of a step: a sentence for the form, with the rule that says so."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.workflow import Article


class RuleBroken(ValidationError):
    """A step that the rules do not allow; the form shows it and nothing is changed."""

    def __init__(self, sentence: str, article: Article | None = None, *, field: str = "") -> None:
        """Say what is refused and, where one does, which article refuses it."""
        self.article = article
        said = with_article(sentence, article) if article is not None else sentence
        super().__init__({field: [said]} if field else said, code="rule")


class Avoids(RuleBroken):
    """Somebody who must leave the clue to others; carries the ground."""

    def __init__(self, ground: str, sentence: str, article: Article) -> None:
        """Say which fact excludes."""
        self.ground = ground
        super().__init__(sentence, article)


def with_article(sentence: str, article: Article) -> str:
    """Return the sentence with the citation behind it."""
    return _("%(sentence)s (%(article)s)") % {"sentence": sentence, "article": article}
