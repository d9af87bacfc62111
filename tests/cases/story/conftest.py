"""A clue in the hands of its office and a case in review, as the walk of a case meets them."""

from tests.cases.core.conftest import assigned, clue, media, walk, world
from tests.cases.outcomes.conftest import draft, lead

__all__ = ["assigned", "clue", "draft", "lead", "media", "walk", "world"]
