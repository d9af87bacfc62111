"""Read what a picture says of itself, and the coarse pattern by which it is found again.

The pattern survives another format, another size, more or less light and a slight crop. Only the
declared size is believed before pixels are made: a small file may claim millions of them.
"""

import datetime as dt
import math
import struct
import warnings
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from supervision import clock
from supervision.attachments.enums import FactsGap

#: 64 million pixels: the largest phone photo is below it, a decompression bomb is not.
MAX_PIXELS = 64_000_000
SIDE = 32
#: A picture whose shades vary less than this has no pattern: a blank page, a black photo.
MINIMUM_VARIATION = 6.0
_FORMATS = ("JPEG", "PNG")
_KEPT = 8
_EXIF_TIME = "%Y:%m:%d %H:%M:%S"


class NotReadable(Exception):
    """The file tells nothing about itself; `gap` says why."""

    def __init__(self, gap: FactsGap) -> None:
        super().__init__(gap.value)
        self.gap = gap


@dataclass(frozen=True)
class PictureFacts:
    """What one picture told; hashes are signed 64-bit numbers, None for a plain surface."""

    width: int
    height: int
    thumbnail: bytes
    picture_hash: int | None
    mirror_hash: int | None
    taken: dt.datetime | None
    camera: str
    has_place: bool


def examine(stream: IO[bytes]) -> PictureFacts:
    """Return the facts of the picture; raises NotReadable where it is broken or too large."""
    try:
        with warnings.catch_warnings():
            # Our own limit decides, not the library's warning; broken EXIF counts as absent.
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise NotReadable(FactsGap.PIXELS)
                exif = _exif(image)
                image.draft("L", (SIDE * 8, SIDE * 8))
                turned = ImageOps.exif_transpose(image)
                # A single row or column has no pattern, and its reduction no end.
                if min(turned.size) < _KEPT:
                    raise NotReadable(FactsGap.SMALL)
                small = turned.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    except NotReadable:
        raise
    except Image.DecompressionBombError as fault:
        raise NotReadable(FactsGap.PIXELS) from fault
    except (UnidentifiedImageError, OSError, ValueError) as fault:
        raise NotReadable(FactsGap.PICTURE) from fault
    except (
        SyntaxError,
        EOFError,
        OverflowError,
        MemoryError,
        KeyError,
        TypeError,
        struct.error,
    ) as fault:
        # What the library raises at crafted headers.
        raise NotReadable(FactsGap.PICTURE) from fault
    grey = np.asarray(small, dtype=np.uint8)
    plain = float(grey.std()) < MINIMUM_VARIATION
    return PictureFacts(
        width=width,
        height=height,
        thumbnail=grey.tobytes(),
        picture_hash=None if plain else hash_of(grey),
        mirror_hash=None if plain else hash_of(grey[:, ::-1]),
        taken=_taken(exif),
        camera=_camera(exif),
        has_place=bool(exif.get("place")),
    )


def hash_of(grey: Any) -> int:
    """Return 64 bits of the picture's lowest frequencies: which lie above their median."""
    return int(hashes_of(np.asarray(grey)[None])[0])


def hashes_of(greys: Any) -> Any:
    """Return the hashes of many 32 by 32 pictures (count, 32, 32) as signed 64-bit numbers."""
    low = _WAVES @ greys.astype(np.float32) @ _WAVES.T
    flat = low.reshape(len(greys), -1)
    bits = flat > np.median(flat[:, 1:], axis=1, keepdims=True)
    bits[:, 0] = False
    return np.packbits(bits, axis=1).view(">i8").astype(np.int64).ravel()


def _waves() -> Any:
    """Return the first eight rows of the discrete cosine transform over 32 points."""
    rows = np.arange(_KEPT)[:, None]
    places = np.arange(SIDE)[None, :]
    waves = np.cos(math.pi * rows * (2 * places + 1) / (2 * SIDE))
    return waves.astype(np.float32)


_WAVES = _waves()


def _exif(image: Any) -> dict[str, Any]:
    """Return the few tags of interest; broken ones count as absent."""
    try:
        found = image.getexif()
        detail = found.get_ifd(ExifTags.IFD.Exif)
        place = found.get_ifd(ExifTags.IFD.GPSInfo)
    except (SyntaxError, ValueError, KeyError, TypeError, OSError, EOFError, struct.error):
        return {}
    tags = ExifTags.Base
    return {
        "taken": detail.get(tags.DateTimeOriginal) or detail.get(tags.DateTimeDigitized),
        "make": found.get(tags.Make),
        "model": found.get(tags.Model),
        "place": place,
    }


def _taken(exif: dict[str, Any]) -> dt.datetime | None:
    """Return the instant of the photo; cameras note the time of the place, here China's."""
    text = exif.get("taken")
    if not isinstance(text, str):
        return None
    try:
        found = dt.datetime.strptime(text.strip("\x00 ")[:19], _EXIF_TIME)
    except ValueError:
        return None
    return found.replace(tzinfo=clock.CHINA) if 1990 <= found.year <= 2100 else None


def _camera(exif: dict[str, Any]) -> str:
    words = [exif.get(name) for name in ("make", "model")]
    text = " ".join(word for word in words if isinstance(word, str))
    return "".join(char for char in text if char.isprintable()).strip()[:80]
