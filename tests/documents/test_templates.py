"""Word templates: replaced, refused with a clear word, brought back; drawn with."""

import dataclasses
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from supervision.accounts.models import User
from supervision.attachments import selectors as attachments
from supervision.audit.models import AuditEvent
from supervision.documents.content import Content, Paragraph
from supervision.documents.drawing import templates as drawing
from supervision.documents.drawing.template_files import TemplateRefused
from supervision.documents.drawing.templates import docx_from_template, starting_point
from supervision.documents.kinds import Layout
from supervision.documents.models import DocumentTemplate
from supervision.documents.selectors.templates import content_of, templates_visible_to
from supervision.documents.services import templates as services
from tests.documents.papers import LETTER, NOTICE

SAMPLE = services.sample_paper


def start() -> bytes:
    """Return the starting point of the letter format."""
    return starting_point(Layout.LETTER)


def with_text(*texts: str) -> bytes:
    """Return a plain file that says these paragraphs."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rewritten(content: bytes, changes: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Return the file with members changed or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            change = changes.get(name)
            kept = source.read(name)
            target.writestr(name, change(kept) if callable(change) else change or kept)
        for name, change in changes.items():
            if name not in source.namelist() and isinstance(change, bytes):
                target.writestr(name, change)
    return stream.getvalue()


def uploaded(actor: User, content: bytes, kind: str = LETTER.code, note: str = "") -> Any:
    """Upload the file as the kind's template."""
    file = SimpleUploadedFile("模板.docx", content)
    return services.upload(actor=actor, kind=kind, file=file, note=note)


def words(content: bytes) -> str:
    """Return every word of the file's body."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))
    )


def test_a_template_is_used_kept_and_brought_back(office: User, sysadmin: User) -> None:
    first = uploaded(office, start(), note="首版")
    second = uploaded(sysadmin, with_text("{{ number }}", "{{ body }}", "新版"))
    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert first.retired_by == sysadmin and first.retired_at is not None
    drawn = services.docx_for(kind=LETTER.code, paper=SAMPLE(LETTER))
    assert "新版" in words(drawn)
    third = services.bring_back(actor=office, template=first)
    assert third.version == 3
    assert content_of(third) == content_of(first)
    services.retire(actor=office, kind=LETTER.code)
    assert "新版" not in words(services.docx_for(kind=LETTER.code, paper=SAMPLE(LETTER)))
    assert DocumentTemplate.objects.filter(kind=LETTER.code).count() == 3
    verbs = list(AuditEvent.objects.filter(verb__startswith="documents.template").values("verb"))
    assert len(verbs) == 4


def test_one_kind_does_not_touch_another(office: User) -> None:
    uploaded(office, with_text("{{ 文号 }}", "{{ 正文 }}", "只用于函"))
    assert "只用于函" not in words(services.docx_for(kind=NOTICE.code, paper=SAMPLE(NOTICE)))


def test_the_database_keeps_every_version(office: User) -> None:
    made = uploaded(office, start())
    for act in (
        lambda: DocumentTemplate.objects.filter(pk=made.pk).update(note="anders"),
        lambda: DocumentTemplate.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(Exception, match="template is"), transaction.atomic():
            act()


def test_the_whole_paper_comes_out_of_the_starting_point(db: None) -> None:
    for kind in (LETTER, NOTICE):
        paper = SAMPLE(kind)
        said = words(docx_from_template(starting_point(kind.layout), paper))
        assert paper.number in said
        assert "一、基本情况" in said and "（二）举一反三" in said
        assert "1.对照责任清单逐项自查" in said and "（1）自查结果" in said
        assert "附件：1.逾期事项清单" in said
        assert "{" not in said


def test_what_a_paper_says_is_never_a_template(db: None) -> None:
    hostile = "{{ 7*7 }} {% for a in b %} {# c #} {{ self.__class__ }} <w:p> & \x00 {_{"
    paper = dataclasses.replace(
        SAMPLE(LETTER), content=Content(hostile, (Paragraph(hostile),)), addressee=hostile
    )
    said = words(docx_from_template(start(), paper))
    assert said.count("{{ 7*7 }} {% for a in b %} {# c #}") == 3
    assert "49" not in said


EXTERNAL = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/attachedTemplate" Target="http://198.51.100.7/a.dotm" '
    b'TargetMode="External"/></Relationships>'
)


def bomb() -> bytes:
    """Return a file one of whose members unpacks to a thousand times its size."""
    return rewritten(start(), {"word/media/a.bin": b"\0" * 45_000_000})


BAD = {
    "empty": lambda: b"",
    "not_docx": lambda: b"%PDF-1.4 no word file",
    "damaged": lambda: start()[:-400],
    "macros": lambda: rewritten(start(), {"word/vbaProject.bin": b"x"}),
    "links": lambda: rewritten(start(), {"word/_rels/settings.xml.rels": EXTERNAL}),
    "embedded": lambda: rewritten(start(), {"word/embeddings/a.xlsx": b"x"}),
    "bomb": bomb,
    "unknown": lambda: with_text("{{ 文号 }}", "{{ 正文 }}", "{{ 题目 }}"),
    "missing": lambda: with_text("{{ 正文 }}", "{{ 标题 }}"),
    "language": lambda: with_text("{{ 文号 }}", "{{ 正文 }}", "{{ 标题.__class__ }}"),
    "broken": lambda: with_text("{{ 文号 }}", "{{ 正文 }}", "{{ 标题"),
    "body": lambda: with_text("{{ 文号 }}", "先说 {{ 正文 }}"),
    "too_large": lambda: b"PK" + b"\0" * (5 * 1024 * 1024),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_is_refused_with_its_reason(code: str, office: User) -> None:
    with pytest.raises(ValidationError) as refused:
        uploaded(office, BAD[code]())
    assert [error.code for error in refused.value.error_dict["file"]] == [code]
    assert not DocumentTemplate.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in '12' %}x{% endfor %}",
        "{{ 标题|attr('x') }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ ''.__class__ }}",
        "{{ range(10) }}",
        "{% set a = 1 %}",
        "{% include 'a' %}",
        "{{ 1 }}",
        "{{ 标题 * 1000000 }}",
    ],
)
def test_nothing_of_the_language_is_taken_but_names(text: str, db: None) -> None:
    with pytest.raises(TemplateRefused):
        drawing.check(with_text("{{ 文号 }}", "{{ 正文 }}", text), SAMPLE(LETTER))


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("[Content_Types].xml", lambda old: old.replace(b"document.main", b"macroEnabled.main")),
        ("word/document.xml", lambda old: b'<!DOCTYPE a [<!ENTITY b "c">]>' + old[55:]),
        ("word/document.xml", lambda old: old[: len(old) // 2]),
        (
            "word/document.xml",
            lambda old: old.replace(
                b"<w:body>", b'<w:body><w:p><w:fldSimple w:instr="DDEAUTO c x"/></w:p>'
            ),
        ),
        (
            "word/document.xml",
            lambda old: old.replace(
                b"<w:body>",
                b"<w:body><w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r>"
                b"<w:instrText>PICTURE x</w:instrText></w:r></w:p>",
            ),
        ),
    ],
)
def test_hidden_traps_are_found(member: str, change: Any, db: None) -> None:
    with pytest.raises(TemplateRefused):
        drawing.check(rewritten(start(), {member: change}), SAMPLE(LETTER))


def test_the_office_replaces_it_on_the_page(
    office: User, as_user: Callable[[User], Client]
) -> None:
    browser = as_user(office)
    assert "督办函（试）" in browser.get(reverse("documents:templates")).content.decode()
    address = reverse("documents:template_kind", args=[LETTER.code])
    begun = browser.get(reverse("documents:template_start", args=[LETTER.code])).content
    answer = browser.post(address, {"file": SimpleUploadedFile("a.docx", begun), "note": "试"})
    assert answer.status_code == 302
    made = DocumentTemplate.objects.get()
    assert browser.get(address).status_code == 200
    sample = browser.get(reverse("documents:template_sample", args=[made.pk])).content
    assert "基本情况" in words(sample)
    file = attachments.of(made).get()
    assert b"".join(browser.get(file.url).streaming_content) == begun  # type: ignore[attr-defined]
    refused = browser.post(address, {"file": SimpleUploadedFile("a.docx", b"nothing")})
    assert refused.status_code == 422
    assert browser.post(reverse("documents:template_retire", args=[LETTER.code])).status_code == 302
    assert browser.post(reverse("documents:template_bring_back", args=[made.pk])).status_code == 302
    assert DocumentTemplate.objects.count() == 2
    for form in ("docx", "pdf"):
        built_in = reverse("documents:template_built_in", args=[LETTER.code, form])
        assert browser.get(built_in).status_code in (200, 302)


def test_others_get_nothing(
    office: User,
    officer: User,
    clerk: User,
    stranger: User,
    as_user: Callable[[User], Client],
) -> None:
    made = uploaded(office, start())
    file = attachments.of(made).get()
    for person in (officer, clerk, stranger):
        browser = as_user(person)
        assert browser.get(reverse("documents:templates")).status_code == 403
        kind = reverse("documents:template_kind", args=[LETTER.code])
        assert browser.get(kind).status_code == 403
        assert browser.post(kind, {"file": SimpleUploadedFile("a.docx", b"")}).status_code == 403
        assert browser.get(reverse("documents:template_sample", args=[made.pk])).status_code == 403
        assert browser.get(file.url).status_code == 404
        assert not templates_visible_to(person).exists()
        with pytest.raises(PermissionDenied):
            uploaded(person, start())
        with pytest.raises(PermissionDenied):
            services.retire(actor=person, kind=LETTER.code)
    assert (
        as_user(office).get(reverse("documents:template_kind", args=["no.such"])).status_code == 404
    )
