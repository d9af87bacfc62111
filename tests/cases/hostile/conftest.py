"""A clue in the hands of its office, and persons of the register to be respondents and kin."""

from tests.cases.core.conftest import assigned, clue, media, verifying, walk, world
from tests.cases.core.test_avoidance import person, related
from tests.cases.intake.conftest import cadre

__all__ = ["assigned", "cadre", "clue", "media", "person", "related", "verifying", "walk", "world"]
