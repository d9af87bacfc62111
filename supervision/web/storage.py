"""Static files whose addresses are worked out once: a page asks for about ninety."""

from __future__ import annotations

from functools import cached_property

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PlainStaticStorage(StaticFilesStorage):
    """The files as they lie in the tree, for tests. Each address is kept for the process's life."""

    @cached_property
    def addresses(self) -> dict[str | None, str]:
        """The addresses asked for so far; the files do not change under a running process."""
        return {}

    def url(self, name: str | None) -> str:
        """Return the address of a file; raises ValueError for one the manifest does not know."""
        known = self.addresses.get(name)
        if known is None:
            known = self.addresses[name] = super().url(name)
        return known


class PortalStaticStorage(PlainStaticStorage, CompressedManifestStaticFilesStorage):
    """Names with a digest, compressed, for everything but tests."""
