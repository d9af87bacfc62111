"""Celery entry points of the audit record: no arguments, safe to run twice and at once."""

from celery import shared_task

from supervision.audit import services


@shared_task(name="audit.seal")
def seal() -> None:
    """Seal what was recorded, and keep the digest of each day that is over."""
    services.seal()
    services.make_digests()


@shared_task(name="audit.seal_everything")
def seal_everything() -> None:
    """Compare the whole record with all seals, in case anything was left behind."""
    services.seal(everything=True)
