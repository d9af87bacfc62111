"""The unit tree on one page."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from supervision.organizations import selectors
from supervision.organizations.enums import UnitKind
from supervision.web.views.access import permission_required


@require_safe
@permission_required("organizations.read_tree")
def tree(request: HttpRequest) -> HttpResponse:
    """Show every unit below its parent, with counts by kind."""
    units = list(selectors.tree())
    counts = Counter(unit.kind for unit in units)
    return render(
        request,
        "organizations/tree.html",
        {
            "units": units,
            "counts": [(kind.label, counts[kind.value]) for kind in UnitKind if counts[kind.value]],
        },
    )
