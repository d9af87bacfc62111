"""One official document as it goes on paper: its words, and what signing added to them."""

import datetime as dt
import re
from dataclasses import dataclass

from supervision.documents.content import Content
from supervision.documents.kinds import Layout

#: What XML cannot hold, and marks that turn the direction of the text around them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class Paper:
    """What is drawn. `organ` signs; `organ_mark` is the red line at the head.

    Without `number` or `signed_on` it is a draft, and their places stay open.
    """

    content: Content
    layout: Layout
    organ: str
    organ_mark: str
    number: str
    signed_on: dt.date | None
    addressee: str
    urgency: str = ""
    secrecy: str = ""
    sealed: bool = True
    #: 份号, six digits.
    copy_number: str = ""
    #: 印发机关; empty where the organ that signs also prints.
    printed_by: str = ""


def printable(text: str) -> str:
    """Return the text with line feeds only, and without what no file can hold."""
    return _TURNING.sub("", _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))).replace("\t", " ")


def one_line(text: str) -> str:
    """Return the text in one line, without blanks around it."""
    return " ".join(printable(text).split())


def lines(text: str) -> list[str]:
    """Return the lines of the text that say something."""
    return [line.strip() for line in printable(text).split("\n") if line.strip()]
