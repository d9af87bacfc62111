"""The composition root: the last app to start closes the registries."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_login_failed


class ProjectConfig(AppConfig):
    """Close what may only grow at start-up."""

    name = "supervision.project"

    def ready(self) -> None:
        """Close the registry of deadline sources, watch tasks; models load only now."""
        from supervision.deadlines import sources  # noqa: PLC0415
        from supervision.project import checks, metrics, task_trace, verbs  # noqa: F401, PLC0415

        sources.freeze()

        def count(**_: Any) -> None:
            metrics.SIGN_IN_FAILURES.inc()

        user_login_failed.connect(count, weak=False, dispatch_uid="portal_sign_in_failures")
