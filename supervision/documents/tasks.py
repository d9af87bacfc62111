"""Celery entry point of official documents: safe to run twice."""

from celery import shared_task

from supervision.documents.services import files


@shared_task(name="documents.draw_pdf", soft_time_limit=120, time_limit=150)
def draw_pdf(document_id: int) -> None:
    """Draw the PDF of a signed paper."""
    files.draw_pdf(document_id=document_id)
