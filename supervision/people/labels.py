"""Words of the register: relations that know the relative's gender, refusals of numbers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from supervision.people.enums import Gender, KinRelation

_GENDERED: dict[KinRelation, tuple[str | StrPromise, str | StrPromise]] = {
    KinRelation.SPOUSE: (_("Husband"), _("Wife")),
    KinRelation.PARENT: (_("Father"), _("Mother")),
    KinRelation.CHILD: (_("Son"), _("Daughter")),
    KinRelation.GRANDPARENT: (_("Grandfather"), _("Grandmother")),
    KinRelation.SIBLING: (_("Brother"), _("Sister")),
    KinRelation.CHILD_IN_LAW: (_("Son-in-law"), _("Daughter-in-law")),
    KinRelation.PARENT_IN_LAW: (
        pgettext_lazy("spouse's father", "Father-in-law"),
        pgettext_lazy("spouse's mother", "Mother-in-law"),
    ),
}

_NUMBER_REFUSALS: dict[str, str | StrPromise] = {
    "length": _("An ID number has 18 digits, a former one 15."),
    "form": _("An ID number consists of 17 digits and a digit or X at the end."),
    "birth": _("The digits for the date of birth name no such day."),
    "check": _("The check digit at the end does not fit. Please compare the number."),
    "birth_differs": _("The ID number names another date of birth."),
    "gender_differs": _("The ID number names the other gender."),
}


def refusal_of(code: str) -> str:
    """Return why an ID number is refused."""
    return str(_NUMBER_REFUSALS[code])


def relation_words(relation: KinRelation, gender: str = "") -> str:
    """Return what the relative is, said of a man or a woman where the gender is known."""
    pair = _GENDERED.get(relation)
    if pair is None or not gender:
        return str(relation.label)
    return str(pair[0] if gender == Gender.MALE else pair[1])
