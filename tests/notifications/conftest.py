"""The scene of these tests."""

from tests.notifications.scene import errands, people

__all__ = ["errands", "people"]
