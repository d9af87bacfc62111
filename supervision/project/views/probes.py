"""Answers to load balancers and monitoring; they need no account and tell nothing of anybody."""

from __future__ import annotations

import hmac
import os

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from supervision.project import readiness
from supervision.project.gauges import PortalCollector

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process lives; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the portal can work, 503 with what is missing when it cannot."""
    found = readiness.findings()
    ready = not any(finding.trouble for finding in found)
    checks = {finding.name: finding.trouble or "ok" for finding in found}
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the figures to those who may measure; everybody else finds nothing here."""
    if not _may_measure(request):
        raise Http404
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    text = generate_latest(registry) + generate_latest(_database_figures())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _database_figures() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(PortalCollector())
    return registry


def _may_measure(request: HttpRequest) -> bool:
    """Tell whether the asker brings the token, or comes from a listed address by no proxy."""
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    came_by_proxy = any(name in request.META for name in _FORWARDED)
    return not came_by_proxy and request.META.get("REMOTE_ADDR") in settings.METRICS_ALLOWED
