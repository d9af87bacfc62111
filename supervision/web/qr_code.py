"""QR codes drawn by the portal itself, as an SVG that the content policy lets stand in a page."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

#: Light modules around the code; readers need four.
_BORDER = 4


def svg(text: str, label: str) -> SafeString:
    """Return the code as inline SVG, one square a module, with words for a screen reader."""
    code = qrcode.QRCode(border=_BORDER, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg class="p-qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"'
        ' xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        len(rows),
        label,
        path,
    )
