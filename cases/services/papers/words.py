"""The words of a paper as values: read from under the seal, and written back."""

from __future__ import annotations

import json

from cases.models import CasePaper
from supervision.documents.content import Content, Heading, Paragraph, from_json, to_json


def words_of(paper: CasePaper) -> Content:
    """Return the words of a paper that the portal drew; raises ValueError for a scan."""
    if not paper.content:
        raise ValueError("a paper that was brought in has no words")
    return from_json(json.loads(paper.content))


def sealed(content: Content) -> str:
    """Return the words as the sealed column takes them."""
    return json.dumps(to_json(content), ensure_ascii=False)


def plain_text(content: Content) -> str:
    """Return everything the words say, one block a line."""
    said = [content.title, content.addressee, *content.attachments, *content.copies]
    said.append(content.contact)
    for block in content.blocks:
        if isinstance(block, Heading | Paragraph):
            said.append(block.text)
        else:
            said += [cell for row in (block.columns, *block.rows) for cell in row]
    return "\n".join(filter(None, said))
