"""Replace the Word template of a kind of paper, and draw papers with the one in use."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.services import store
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.documents import kinds, verbs
from supervision.documents.drawing import Paper, docx_of
from supervision.documents.drawing import templates as drawing
from supervision.documents.drawing.samples import sample
from supervision.documents.drawing.template_files import MAX_BYTES
from supervision.documents.drawing.templates import TemplateRefused
from supervision.documents.kinds import DocumentKind, Layout
from supervision.documents.models import DocumentTemplate, IssuingOrgan
from supervision.documents.permissions import EDIT_TEMPLATES
from supervision.documents.selectors import templates as selectors

_SLOT = "template"


def upload(*, actor: User, kind: str, file: UploadedFile, note: str = "") -> DocumentTemplate:
    """Put the file into use for the kind; the former one is kept.

    Raises ValidationError with what is wrong with the file; nothing is kept then.
    """
    require(actor, EDIT_TEMPLATES)
    entry = kinds.get(kind)
    # What is larger is refused unread.
    content = file.read(MAX_BYTES + 1)
    try:
        used = drawing.check(content, sample_paper(entry))
    except TemplateRefused as reason:
        raise ValidationError({"file": ValidationError(str(reason), code=reason.code)}) from reason
    return _put(
        actor=actor,
        kind=kind,
        content=content,
        note=note,
        verb=verbs.TEMPLATE_UPLOADED,
        details={"placeholders": sorted(used)},
    )


def bring_back(*, actor: User, template: DocumentTemplate) -> DocumentTemplate:
    """Put a former version into use again, as the next version with the same file."""
    require(actor, EDIT_TEMPLATES)
    if template.is_in_use:
        raise ValidationError(_("This version is in use."), code="in_use")
    with override(settings.LANGUAGE_CODE):
        note = _("As version %(version)s") % {"version": template.version}
    return _put(
        actor=actor,
        kind=template.kind,
        content=selectors.content_of(template),
        note=note,
        verb=verbs.TEMPLATE_BROUGHT_BACK,
        details={"from": template.version},
    )


def retire(*, actor: User, kind: str) -> DocumentTemplate:
    """Go back to the built-in layout; raises ValidationError where it is in use already."""
    require(actor, EDIT_TEMPLATES)
    with transaction.atomic():
        found = _retired(actor, kind)
        if found is None:
            raise ValidationError(_("The built-in layout is in use."), code="built_in")
        record(verb=verbs.TEMPLATE_RETIRED, actor=actor, target=found, details={"kind": kind})
    return found


def docx_for(*, kind: str, paper: Paper) -> bytes:
    """Return the paper drawn with the kind's template, or the built-in layout where it has none.

    Raises ValidationError where the template cannot draw this paper.
    """
    template = selectors.in_use(kind)
    if template is None:
        return docx_of(paper)
    try:
        return drawing.docx_from_template(selectors.content_of(template), paper)
    except TemplateRefused as reason:
        raise ValidationError(
            _("The Word template of this kind cannot draw the paper: %(reason)s")
            % {"reason": reason},
            code="template",
        ) from reason


def sample_docx(*, template: DocumentTemplate) -> bytes:
    """Return the sample drawn with the version."""
    content = selectors.content_of(template)
    return drawing.docx_from_template(content, sample_paper(kinds.get(template.kind)))


def sample_paper(kind: DocumentKind) -> Paper:
    """Return sample words in the name of the first organ, as the kind lays them out."""
    organ = IssuingOrgan.objects.filter(is_active=True).order_by("position", "id").first()
    name, mark, word = (organ.name, organ.mark, organ.word) if organ else ("", "", "")
    with override(settings.LANGUAGE_CODE):
        label = str(kind.label)
    today = clock.today()
    is_letter = kind.layout is Layout.LETTER
    return sample(
        layout=kind.layout,
        title=f"关于督促报送{today.year}年第三季度主体责任履责材料的{label}",
        number=f"{word}{kind.series}〔{today.year}〕12号",
        organ=name,
        mark=name if is_letter else mark,
        day=today,
    )


def _put(
    *, actor: User, kind: str, content: bytes, note: str, verb: Verb, details: dict[str, object]
) -> DocumentTemplate:
    with transaction.atomic():
        former = _retired(actor, kind)
        last = DocumentTemplate.objects.filter(kind=kind).order_by("-version").first()
        made = DocumentTemplate.objects.create(
            kind=kind,
            version=last.version + 1 if last else 1,
            note=note,
            uploaded_by=actor,
            uploaded_at=clock.now(),
        )
        file = SimpleUploadedFile(f"{kind}-{made.version}.docx", content)
        store(actor=actor, upload=file, slot=_SLOT, owner=made)
        record(
            verb=verb,
            actor=actor,
            target=made,
            details={"kind": kind, "former": former.version if former else None, **details},
        )
    return made


def _retired(actor: User, kind: str) -> DocumentTemplate | None:
    """Take the kind's template out of use; two people who replace it wait for each other."""
    found = (
        DocumentTemplate.objects.select_for_update()
        .filter(kind=kind, retired_at__isnull=True)
        .first()
    )
    if found is not None:
        found.retired_by, found.retired_at = actor, clock.now()
        found.save(update_fields=["retired_by", "retired_at"])
    return found
