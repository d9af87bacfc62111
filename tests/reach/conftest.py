"""The scene of the reach map: one of everything in two units, and everybody who comes to look."""

from tests.repository.scene import scene

__all__ = ["scene"]
