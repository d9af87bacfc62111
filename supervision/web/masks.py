"""How numbers are shown that are nobody else's business."""

STARS = "****"


def phone(number: str, *, tail: int = 4) -> str:
    """Return 139****8888, or with fewer digits at its end; a short number keeps its last two."""
    if len(number) >= 11:
        return f"{number[:-8]}{STARS}{number[-tail:]}"
    return "*" * max(len(number) - 2, 0) + number[-2:] if len(number) > 4 else "*" * len(number)
