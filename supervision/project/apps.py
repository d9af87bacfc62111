"""The composition root: the last app to start closes the registries."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Close what may only grow at start-up."""

    name = "supervision.project"

    def ready(self) -> None:
        """Close the registry of deadline sources; models load only now."""
        from supervision.deadlines import sources  # noqa: PLC0415

        sources.freeze()
