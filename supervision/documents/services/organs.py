"""Set up the organs in whose name papers go out."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.documents.models import IssuingOrgan, OfficialDocument
from supervision.documents.permissions import EDIT_ORGANS
from supervision.documents.verbs import ORGAN_CHANGED


@dataclass(frozen=True)
class OrganData:
    """What the office says of an organ."""

    name: str
    mark: str
    word: str
    contact: str
    position: int
    is_active: bool


def save_organ(*, actor: User, data: OrganData, organ: IssuingOrgan | None = None) -> IssuingOrgan:
    """Add an organ, or change one; its name, mark and word stand once a paper went out under it.

    Raises ValidationError for a name or word that another organ has.
    """
    require(actor, EDIT_ORGANS)
    with transaction.atomic():
        found = IssuingOrgan()
        if organ is not None:
            found = IssuingOrgan.objects.select_for_update().get(pk=organ.pk)
        before = {name: getattr(found, name) for name in asdict(data)}
        _check(found, data)
        for name, value in asdict(data).items():
            setattr(found, name, value)
        found.save()
        changed = {
            name: [before[name], value]
            for name, value in asdict(data).items()
            if before[name] != value
        }
        record(verb=ORGAN_CHANGED, actor=actor, target=found, details={"changed": changed})
    return found


def _check(organ: IssuingOrgan, data: OrganData) -> None:
    others = IssuingOrgan.objects.exclude(pk=organ.pk)
    if others.filter(name=data.name).exists():
        raise ValidationError({"name": _("Another organ has this name.")})
    if others.filter(word=data.word).exists():
        raise ValidationError({"word": _("Another organ has this word.")})
    renamed = (data.name, data.mark, data.word) != (organ.name, organ.mark, organ.word)
    if organ.pk is None or not renamed:
        return
    if OfficialDocument.objects.filter(organ=organ, serial__isnull=False).exists():
        raise ValidationError(
            _(
                "Papers went out under this name and word: they stand. Give the organ up and set "
                "up a new one."
            )
        )
