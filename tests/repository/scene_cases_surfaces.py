"""The page of the scene's clue."""

from typing import Any


def build(scene: Any) -> None:
    """Offer the clue of the scene to its own page."""
    scene.add("", {"number": scene.clue.number}, "cases:clue")
