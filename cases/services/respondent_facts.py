"""Complete a respondent from the people register: what somebody is on the day of the entry."""

from dataclasses import replace

from cases.entries import RespondentEntry
from cases.enums import PersonStanding
from supervision.people.enums import SuperviseeKind
from supervision.people.models import Person
from supervision.people.rules.identity import checked
from supervision.people.selectors.people import by_id_number, held_now

#: What the register's kinds of supervisees are as standings in law.
_STANDINGS = {
    SuperviseeKind.CIVIL_SERVANT.value: PersonStanding.CIVIL_SERVANT,
    SuperviseeKind.PUBLIC_AFFAIRS.value: PersonStanding.PUBLIC_AFFAIRS,
    SuperviseeKind.ENTERPRISE.value: PersonStanding.ENTERPRISE,
    SuperviseeKind.INSTITUTION.value: PersonStanding.INSTITUTION,
    SuperviseeKind.VILLAGE.value: PersonStanding.VILLAGE,
    SuperviseeKind.OTHER.value: PersonStanding.OTHER_OFFICIAL,
}


def completed(entry: RespondentEntry) -> RespondentEntry:
    """Return the entry with what the register knows and the report does not say.

    Somebody who is only named is tied to the register by the ID number, where the name agrees.
    """
    number = checked(entry.id_number) if entry.id_number.strip() else ""
    person = entry.person or _by_number(number, entry.name)
    entry = replace(entry, name=entry.name.strip(), id_number=number, person=person)
    return _from_register(entry, person) if person is not None else entry


def _by_number(number: str, name: str) -> Person | None:
    if not number:
        return None
    return by_id_number(number).filter(name=name.strip()).first()


def _from_register(entry: RespondentEntry, person: Person) -> RespondentEntry:
    post = person.posts.filter(held_now()).order_by("-is_leading", "pk").first()
    return replace(
        entry,
        name=person.name,
        unit=entry.unit or (post.unit if post is not None and post.unit else person.unit),
        post=entry.post or (post.title if post is not None else ""),
        rank=entry.rank or (post.get_rank_display() if post is not None and post.rank else ""),
        standing=entry.standing or _STANDINGS.get(person.supervisee_kind, ""),
        is_member=entry.is_member or person.is_member,
        holds_party_post=entry.holds_party_post or bool(person.is_member and person.party_post),
    )
