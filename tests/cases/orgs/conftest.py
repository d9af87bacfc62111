"""A clue in the hands of its office and a case in review, as the tests of both have them."""

from tests.cases.core.conftest import assigned, clue, media, walk, world
from tests.cases.outcomes.conftest import decide, draft, lead

__all__ = ["assigned", "clue", "decide", "draft", "lead", "media", "walk", "world"]
