"""My desk: what waits for me, what I carry, what runs out."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.desk_parts import other_duties, parts_for
from cases.permissions import READ, REGISTER
from supervision.web.views.access import permission_required


@require_safe
@permission_required(READ)
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the account, kind by kind, each with the way to all of it."""
    user = cast(Any, request.user)
    parts, duties = parts_for(user), other_duties(user)
    context = {
        "parts": parts,
        "duties": duties,
        "waits": sum(duty.count for duty in duties)
        + sum(part.count for part in parts if part.is_work),
        "may_register": user.can(REGISTER),
    }
    return render(request, "cases/desk.html", context)
