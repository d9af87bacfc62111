"""The scene of these tests."""

from tests.attachments.scene import browser, cast, media, owned

__all__ = ["browser", "cast", "media", "owned"]
