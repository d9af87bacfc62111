"""Deliveries as a source of deadlines."""

from supervision.deadlines import sources
from supervision.documents.sources import REPLIES

sources.register(REPLIES)
