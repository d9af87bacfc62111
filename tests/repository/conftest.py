"""The scene for the tests that look at every page."""

from tests.repository.scene import scene

__all__ = ["scene"]
