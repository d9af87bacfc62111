"""Draw small pictures in the place of photographs: a meeting, a site, a notice board, a paper."""

import random
import struct
import zlib
from collections.abc import Callable

WIDTH, HEIGHT = 640, 400
_INK, _PAPER, _RED, _SKIN, _DARK, _WALL, _FLOOR, _WOOD, _SKY, _GRASS, _GREY, _YELLOW = range(12)
_NAMES = 12
_BASE = (
    (52, 56, 64),
    (246, 244, 238),
    (186, 38, 32),
    (226, 186, 156),
    (44, 58, 84),
    (214, 208, 194),
    (150, 136, 118),
    (142, 98, 58),
    (176, 204, 226),
    (116, 146, 92),
    (128, 132, 138),
    (232, 188, 64),
)


class Canvas:
    """An indexed picture; every colour has four shades that grain is drawn from."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.rows = [bytearray(WIDTH) for _row in range(HEIGHT)]

    def box(self, left: int, top: int, right: int, bottom: int, colour: int) -> None:
        """Fill a rectangle, cut at the edges."""
        left, right = max(0, left), min(WIDTH, right)
        for row in self.rows[max(0, top) : min(HEIGHT, bottom)]:
            row[left:right] = bytes([colour]) * max(0, right - left)

    def disc(self, x: int, y: int, radius: int, colour: int) -> None:
        """Fill a circle."""
        for offset in range(-radius, radius + 1):
            half = int((radius * radius - offset * offset) ** 0.5)
            self.box(x - half, y + offset, x + half, y + offset + 1, colour)

    def png(self) -> bytes:
        """Return the picture with a grain of its own as PNG."""
        shift = [self.draw.randint(-14, 14) for _channel in range(3)]
        palette = bytearray()
        for shade in range(4):
            for colour in _BASE:
                palette += bytes(
                    max(0, min(255, value + change + shade * 5 - 8))
                    for value, change in zip(colour, shift, strict=True)
                )
        grain = bytes(
            _NAMES * self.draw.choices(range(4), (60, 22, 12, 6))[0] for _ in range(WIDTH * 3)
        )
        raw = bytearray()
        for number, row in enumerate(self.rows):
            start = self.draw.randrange(WIDTH * 2) if number % 6 == 0 else number * 7 % WIDTH
            raw.append(0)
            raw += bytes(map(int.__add__, row, grain[start : start + WIDTH]))
        return b"".join(
            (
                b"\x89PNG\r\n\x1a\n",
                _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)),
                _chunk(b"PLTE", bytes(palette)),
                _chunk(b"IDAT", zlib.compress(bytes(raw), 6)),
                _chunk(b"IEND", b""),
            )
        )


def picture(name: str, seed: str) -> bytes:
    """Return a picture that suits the name of the material."""
    canvas = Canvas(random.Random(f"picture|{seed}"))
    _scene(name)(canvas)
    return canvas.png()


def _scene(name: str) -> Callable[[Canvas], None]:
    if "公" in name or "名单" in name:
        return _board
    if any(word in name for word in ("截图", "扫描", "复印", "卡片")):
        return _paper
    if any(word in name for word in ("实地", "入户", "工程", "现场核", "检测", "机具", "封样")):
        return _site
    return _meeting


def _meeting(canvas: Canvas) -> None:
    draw = canvas.draw
    canvas.box(0, 0, WIDTH, 250, _WALL)
    canvas.box(0, 250, WIDTH, HEIGHT, _FLOOR)
    canvas.box(60, 28, WIDTH - 60, 66, _RED)
    canvas.box(230, 84, 410, 178, _PAPER)
    for line in range(98, 166, 14):
        canvas.box(246, line, draw.randint(300, 394), line + 4, _GREY)
    count = draw.randint(5, 9)
    step = (WIDTH - 80) // count
    for place in range(count):
        x = 40 + step // 2 + place * step + draw.randint(-4, 4)
        canvas.box(x - 20, 226, x + 20, 286, draw.choice((_DARK, _INK, _GREY)))
        canvas.disc(x, 206 + draw.randint(-5, 5), 15, _SKIN)
        canvas.box(x - 14, 280, x + 14, 288, _PAPER)
    canvas.box(20, 288, WIDTH - 20, 352, _WOOD)


def _site(canvas: Canvas) -> None:
    draw = canvas.draw
    canvas.box(0, 0, WIDTH, 230, _SKY)
    for place in range(3):
        canvas.disc(draw.randint(60, 580), 250 + place * 20, draw.randint(80, 130), _GRASS)
    canvas.box(0, 230, WIDTH, HEIGHT, _GRASS)
    for row in range(230, HEIGHT):
        half = 20 + (row - 230)
        canvas.box(320 - half, row, 320 + half, row + 1, _GREY)
    for _person in range(draw.randint(2, 5)):
        x, y = draw.randint(80, 560), draw.randint(220, 300)
        canvas.box(x - 16, y, x + 16, y + 74, _DARK)
        canvas.disc(x, y - 14, 15, _SKIN)
        canvas.box(x - 17, y - 30, x + 17, y - 18, draw.choice((_YELLOW, _RED)))


def _board(canvas: Canvas) -> None:
    draw = canvas.draw
    canvas.box(0, 0, WIDTH, HEIGHT, _WALL)
    canvas.box(40, 40, 600, 370, _WOOD)
    canvas.box(56, 84, 584, 356, _GRASS)
    canvas.box(180, 48, 460, 78, _RED)
    for column in range(draw.randint(3, 4)):
        left, top = 76 + column * 128, 104 + draw.randint(-6, 6)
        canvas.box(left, top, left + 104, top + 220, _PAPER)
        for line in range(top + 20, top + 200, 12):
            canvas.box(left + 10, line, left + draw.randint(50, 94), line + 4, _INK)


def _paper(canvas: Canvas) -> None:
    draw = canvas.draw
    canvas.box(0, 0, WIDTH, HEIGHT, _WOOD)
    canvas.box(150, 10, 490, 394, _PAPER)
    canvas.box(200, 34, 440, 48, _RED)
    for line in range(76, 330, 15):
        canvas.box(178, line, draw.randint(320, 464), line + 5, _INK)
    x, y = draw.randint(380, 430), draw.randint(300, 340)
    canvas.disc(x, y, 34, _RED)
    canvas.disc(x, y, 29, _PAPER)
    canvas.disc(x, y, 8, _RED)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
