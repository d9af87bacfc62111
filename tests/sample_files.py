"""Files that say something about themselves: photos of a day, documents of an author."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image


def picture(seed: int, *, taken: str = "", change: Callable[[Any], Any] | None = None) -> bytes:
    """Return a photo of its own, as a camera would write it; the same seed, the same scene."""
    draw = np.random.default_rng(seed)
    places = np.fft.fftfreq(160)
    far = np.sqrt(places[:, None] ** 2 + places[None, :] ** 2)
    far[0, 0] = 1
    shades = np.fft.ifft2(np.fft.fft2(draw.standard_normal((160, 160))) / far**1.2).real
    grey = (shades - shades.min()) / (shades.max() - shades.min()) * 255
    image = Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    if change is not None:
        image = change(image)
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
        exif[0x0110] = "X100"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, exif=exif)
    return buffer.getvalue()


def word_file(created: str, author: str = "林知秋") -> bytes:
    """Return a .docx whose properties name the day and the author."""
    core = (
        '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.'
        'openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/'
        'elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<document/>")
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("docProps/core.xml", core)
    return buffer.getvalue()
