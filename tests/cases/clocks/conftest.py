"""A clue in the hands of its office, as the tests of steps have it."""

from tests.cases.core.conftest import assigned, clue, media, verifying, walk, world

__all__ = ["assigned", "clue", "media", "verifying", "walk", "world"]
