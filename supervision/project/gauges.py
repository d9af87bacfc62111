"""Figures for Prometheus that stand in the database, read when they are asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, Max
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from supervision import clock
from supervision.audit.models import AuditSeal
from supervision.deadlines import sources, sql
from supervision.deadlines.enums import Light
from supervision.exchange.models import ExportJob, ImportJob
from supervision.notifications.models import OutboxTask
from supervision.project.models import TaskPulse

logger = logging.getLogger(__name__)


def _tasks() -> Iterator[Metric]:
    runs = CounterMetricFamily("portal_task_runs", "Ended background tasks", labels=["task"])
    failures = CounterMetricFamily("portal_task_failures", "Failed tasks", labels=["task"])
    seconds = CounterMetricFamily("portal_task_seconds", "Time spent in tasks", labels=["task"])
    last = GaugeMetricFamily("portal_task_last_seconds", "Time of the last run", labels=["task"])
    age = GaugeMetricFamily(
        "portal_task_age_seconds", "Time since the last good end", labels=["task"]
    )
    now = clock.real_now()
    for pulse in TaskPulse.objects.order_by("task"):
        name = [pulse.task]
        runs.add_metric(name, pulse.runs)
        failures.add_metric(name, pulse.failures)
        seconds.add_metric(name, pulse.seconds)
        last.add_metric(name, pulse.last_seconds)
        if pulse.last_success:
            age.add_metric(name, (now - pulse.last_success).total_seconds())
    yield from (runs, failures, seconds, last, age)


def _outbox() -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "portal_outbox_tasks", "Tasks that wait for the broker", OutboxTask.objects.count()
    )


def _lights() -> Iterator[Metric]:
    lights = GaugeMetricFamily(
        "portal_open_items", "Open items by light", labels=["source", "light"]
    )
    now = clock.now()
    for source in sources.everything():
        if source.queryset is None:
            continue
        counts = sql.counts_by_light(source.queryset().filter(closed_at__isnull=True), now)
        for light in Light.values:
            if light != Light.GREEN:
                lights.add_metric([source.key, light], counts[light])
    yield lights


def _jobs() -> Iterator[Metric]:
    jobs = GaugeMetricFamily(
        "portal_exchange_jobs", "Imports and exports by state", labels=["kind", "state"]
    )
    kinds: tuple[tuple[str, Any], ...] = (("import", ImportJob), ("export", ExportJob))
    for kind, model in kinds:
        counted = model.objects.order_by().values_list("state").annotate(Count("pk"))
        for state, count in counted:
            jobs.add_metric([kind, state], count)
    yield jobs


def _seals() -> Iterator[Metric]:
    """Tell how far the seals of the audit record lie behind; 0 when nothing has been sealed."""
    newest = AuditSeal.objects.aggregate(Max("sealed_at"))["sealed_at__max"]
    age = (clock.present() - newest).total_seconds() if newest else 0.0
    yield GaugeMetricFamily("portal_seal_age_seconds", "Time since the last seal", age)


_FAMILIES: tuple[Callable[[], Iterator[Metric]], ...] = (
    _tasks,
    _outbox,
    _lights,
    _jobs,
    _seals,
)


class PortalCollector(Collector):
    """Ask the database when Prometheus asks us; say so when it does not answer."""

    def describe(self) -> list[Metric]:
        """Name nothing in advance: registering must not touch the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield every figure of the database, and whether it answered."""
        answered = 1
        try:
            for family in _FAMILIES:
                yield from family()
        except DatabaseError:
            logger.warning("figures of the database are missing", exc_info=True)
            answered = 0
        yield GaugeMetricFamily("portal_database_answers", "1 when it answered", answered)
