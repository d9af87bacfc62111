"""The scene of these tests."""

from tests.attachments.scene import browser, cast, media

__all__ = ["browser", "cast", "media"]
