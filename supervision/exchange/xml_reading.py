"""Read XML of a stranger piece by piece: no document type, no entity, no endless depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from supervision.exchange.problems import FileRefused

MAX_DEPTH = 32
CHUNK = 1 << 18

Start = Callable[[str, dict[str, str]], None]


class Handler:
    """Takes the elements of one document; a subclass says what they mean.

    Tags come without their namespace prefix. `depth` is watched here.
    """

    def __init__(self) -> None:
        self.depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take text between tags."""


def feed(stream: IO[bytes], handler: Handler) -> Iterator[None]:
    """Parse the stream, giving way after each piece; raises FileRefused on a hostile document."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = CHUNK
    local: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.depth += 1
        if handler.depth > MAX_DEPTH:
            raise FileRefused("nested_too_deep")
        if name not in local:
            local[name] = name.rpartition(":")[2]
        handler.start(local[name], attributes)

    def end(name: str) -> None:
        handler.depth -= 1
        handler.end(local[name])

    def doctype(*_declared: object) -> None:
        raise FileRefused("xml_entities")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
        yield
    parser.Parse(b"", True)
    yield


def consume(stream: IO[bytes], handler: Handler) -> None:
    """Parse the whole stream."""
    for _piece in feed(stream, handler):
        pass
