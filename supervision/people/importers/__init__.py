"""Bring persons in from Excel: supervisees and Party members, twenty columns each."""

from supervision.people.importers.members import MemberImporter
from supervision.people.importers.supervisees import SuperviseeImporter

__all__ = ["MemberImporter", "SuperviseeImporter"]
