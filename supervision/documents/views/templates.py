"""Word templates: which kinds have one, replace it, try it out, go back."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision.documents import kinds
from supervision.documents.drawing import docx_of, pdf_of, pdf_refusal
from supervision.documents.drawing.templates import PLACEHOLDERS, starting_point
from supervision.documents.forms import TemplateForm
from supervision.documents.kinds import DocumentKind
from supervision.documents.permissions import EDIT_TEMPLATES
from supervision.documents.selectors import templates as selectors
from supervision.documents.services import templates as services
from supervision.documents.views import faults
from supervision.web.views.access import permission_required

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"docx": _DOCX, "pdf": "application/pdf"}


def _kind(code: str) -> DocumentKind:
    try:
        return kinds.get(code)
    except LookupError:
        raise Http404 from None


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_safe
@permission_required(EDIT_TEMPLATES)
def templates(request: HttpRequest) -> HttpResponse:
    """List every kind of paper with its layout and the template in use."""
    in_use = selectors.all_in_use()
    rows = [(kind, in_use.get(kind.code)) for kind in kinds.everything()]
    context = {"rows": rows, "placeholders": PLACEHOLDERS, "no_pdf": pdf_refusal()}
    return render(request, "documents/templates.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_TEMPLATES)
def template_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the versions of a kind's template; post replaces it."""
    entry = _kind(kind)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.upload(
                actor=cast(Any, request.user),
                kind=kind,
                file=form.cleaned_data["file"],
                note=form.cleaned_data["note"],
            )
        except ValidationError as error:
            faults.put(form, error)
        else:
            messages.success(request, _("The template is in use from the next paper on."))
            return redirect("documents:template_kind", kind=kind)
    context = {
        "kind": entry,
        "form": form,
        "versions": list(selectors.templates_visible_to(request.user).filter(kind=kind)),
        "placeholders": PLACEHOLDERS,
        "no_pdf": pdf_refusal(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "documents/template_kind.html", context, status=status)


@require_safe
@permission_required(EDIT_TEMPLATES)
def template_start(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the built-in layout with placeholders, to begin a template of one's own."""
    entry = _kind(kind)
    name = _("Template %(kind)s.docx") % {"kind": entry.label}
    return _file(starting_point(entry.layout), name)


@require_safe
@permission_required(EDIT_TEMPLATES)
def template_built_in(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Send the sample in the built-in layout, for Word or as PDF."""
    entry = _kind(kind)
    if form not in _TYPES:
        raise Http404
    if form == "pdf" and (refusal := pdf_refusal()):
        messages.error(request, refusal)
        return redirect("documents:template_kind", kind=kind)
    draw = pdf_of if form == "pdf" else docx_of
    name = _("Sample %(kind)s.%(form)s") % {"kind": entry.label, "form": form}
    return _file(draw(services.sample_paper(entry)), name)


@require_safe
@permission_required(EDIT_TEMPLATES)
def template_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the sample drawn with one version."""
    found = get_object_or_404(selectors.templates_visible_to(request.user), pk=pk)
    name = _("Sample version %(version)s.docx") % {"version": found.version}
    return _file(services.sample_docx(template=found), name)


@require_POST
@permission_required(EDIT_TEMPLATES)
def template_bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a former version into use again."""
    found = get_object_or_404(selectors.templates_visible_to(request.user), pk=pk)
    try:
        services.bring_back(actor=cast(Any, request.user), template=found)
    except ValidationError as error:
        faults.say(request, error)
    else:
        messages.success(request, _("The former version is in use again."))
    return redirect("documents:template_kind", kind=found.kind)


@require_POST
@permission_required(EDIT_TEMPLATES)
def template_retire(request: HttpRequest, kind: str) -> HttpResponse:
    """Go back to the built-in layout."""
    _kind(kind)
    try:
        services.retire(actor=cast(Any, request.user), kind=kind)
    except ValidationError as error:
        faults.say(request, error)
    else:
        messages.success(request, _("The built-in layout is in use again."))
    return redirect("documents:template_kind", kind=kind)
