"""The scene of these tests."""

from tests.notifications.scene import errands, people, unwalled

__all__ = ["errands", "people", "unwalled"]
