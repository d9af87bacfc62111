"""Persons, the posts they hold, their relatives, and who was shown their sealed data."""

from supervision.people.models.disclosures import Disclosure
from supervision.people.models.kinship import Kinship
from supervision.people.models.persons import Person
from supervision.people.models.posts import PersonPost

__all__ = ["Disclosure", "Kinship", "Person", "PersonPost"]
