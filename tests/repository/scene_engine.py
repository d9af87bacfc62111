"""The Word templates of the scene: one in use for supervision letters, and one before it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from supervision.documents.drawing.templates import starting_point
from supervision.documents.kinds import Layout
from supervision.documents.services import templates

KIND = "accountability.supervision_letter"


def build(scene: Any, units: Any) -> None:
    """Upload a template and replace it."""
    office = scene.people["office"]
    content = starting_point(Layout.LETTER)
    versions = [
        templates.upload(
            actor=office, kind=KIND, file=SimpleUploadedFile("督办函模板.docx", content), note=note
        )
        for note in ("首版", "更换联系电话")
    ]
    # Papers of the scene are drawn with the built-in layout again.
    templates.retire(actor=office, kind=KIND)
    acts = ("template_sample", "template_bring_back")
    scene.add("", {"pk": versions[0].pk}, *(f"documents:{act}" for act in acts))
    acts = ("template_kind", "template_start", "template_retire")
    scene.add("", {"kind": KIND}, *(f"documents:{act}" for act in acts))
    for form in ("docx", "pdf"):
        scene.add(form, {"kind": KIND, "form": form}, "documents:template_built_in")
