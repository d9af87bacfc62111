"""Read one file: its own text first, then recognition of the pictures in it."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from supervision.attachments.enums import ReadingState, TextSource
from supervision.attachments.reading.recognition import Engine, RecognitionFailed, engine

#: Seconds for opening a file, and for recognising everything in it.
OPENING, RECOGNISING = 180, 240
MAX_TEXT = 100_000
#: Why a file has no text, as the pages say it; kept in English, shown in the reader's language.
FAULTS = {
    "kind": gettext_noop("Files of this kind are not searched."),
    "encrypted": gettext_noop("The file has a password."),
    "damaged": gettext_noop(
        "The file is damaged, or asks for more memory or time than is allowed."
    ),
    "slow": gettext_noop("Reading took too long."),
    "engine": gettext_noop("Text recognition failed."),
    "absent": gettext_noop("Text recognition is not installed."),
    "missing": gettext_noop("The file is missing from storage."),
}
#: Recognition sets blanks between Chinese characters; nobody searches with them.
_BETWEEN = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t]+(?=[\u3000-\uffef])")


@dataclass(frozen=True)
class Found:
    """What was read: the text and where it came from, or why there is none."""

    state: str
    text: str = ""
    source: str = TextSource.NONE
    engine: str = ""
    fault: str = ""


def read(path: Path, kind: str) -> Found:
    """Return the text of the file; `kind` is the extension of its name. Never raises for a file."""
    if not path.is_file():
        return _failed("missing")
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        answer = _open(path, kind, folder)
        fault = answer.get("fault", "")
        if fault in ("kind", "encrypted"):
            return Found(ReadingState.EMPTY, fault=FAULTS[fault])
        if fault:
            return _failed(fault)
        text = answer.get("text", "")
        pictures = [Path(folder) / Path(name).name for name in answer.get("pictures", [])]
        if not pictures:
            return _own(text)
        return _recognised(text, pictures)


def _failed(fault: str) -> Found:
    return Found(ReadingState.FAILED, fault=FAULTS[fault])


def _own(text: str) -> Found:
    if not text:
        return Found(ReadingState.EMPTY)
    return Found(ReadingState.READ, text, TextSource.LAYER, "layer")


def _open(path: Path, kind: str, folder: str) -> dict[str, Any]:
    """Open the file in a process of its own; whatever happens to it is an answer."""
    opener = Path(__file__).with_name("opener.py")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(opener), kind, str(path), folder],
            capture_output=True,
            timeout=OPENING,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        return {"fault": "slow"}
    if done.returncode:
        return {"fault": "damaged"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _recognised(text: str, pictures: list[Path]) -> Found:
    """Add to the file's own text what recognition reads in its pictures."""
    found = engine()
    if found is None:
        if text:
            return _own(text)
        return Found(ReadingState.UNRECOGNISED, fault=FAULTS["absent"])
    try:
        read_in_pictures = _all(found, pictures)
    except RecognitionFailed as fault:
        return _own(text) if text else _failed(str(fault))
    joined = "\n".join(part for part in (text, read_in_pictures) if part)[:MAX_TEXT]
    if not joined:
        return Found(ReadingState.EMPTY, engine=found.name)
    if not read_in_pictures:
        return _own(text)
    return Found(ReadingState.READ, joined, TextSource.OCR, found.name)


def _all(found: Engine, pictures: list[Path]) -> str:
    """Read the pictures in order until the time is up; what was read until then is kept."""
    began = time.monotonic()
    texts: list[str] = []
    for picture in pictures:
        if texts and time.monotonic() - began > RECOGNISING:
            break
        texts.append(_BETWEEN.sub("", found.recognise(picture)).strip())
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", " ", "\n".join(filter(None, texts))).strip()
