"""Sentences that refuse a file, said both on its way in and when it is kept."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _


def too_large(name: str) -> str:
    """Return the sentence that refuses a file for its size."""
    return _("%(name)s is larger than %(limit)s. Compress it or hand it in as several files.") % {
        "name": name,
        "limit": filesizeformat(settings.ATTACHMENT_MAX_BYTES),
    }


def no_room(name: str) -> str:
    """Return the sentence that refuses a file because the portal's disk is full."""
    return _(
        "%(name)s could not be kept: the portal's disk is full. "
        "Tell the system administrator and hand it in again later."
    ) % {"name": name}
