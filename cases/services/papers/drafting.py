"""Draft the papers of a case from what is known of it, and change their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cases.enums.papers import PaperStatus, Slot
from cases.models import CasePaper, Clue, PaperOfficer, Respondent
from cases.rules.paper_kinds import PaperKind, kind_of
from cases.selectors.paper_facts import facts_of
from cases.selectors.papers import signers_for
from cases.selectors.sanction_papers import differing, without_own
from cases.services.paper_words import words_for
from cases.services.papers.checking import checked, require_writer
from cases.services.papers.words import sealed
from cases.verbs import PAPER_DRAFTED, PAPER_EDITED
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.documents.content import Content
from supervision.documents.models import IssuingOrgan
from supervision.documents.selectors.papers import organs_in_use


@transaction.atomic
def draft_paper(
    *, actor: User, clue: Clue, slot: str, respondent: Respondent | None = None
) -> CasePaper:
    """Draft a paper of the clue, for all respondents or for one; its words come from the data.

    Raises PermissionDenied for whoever does not write such papers on it now, ValidationError where
    one of the kind is begun already, and for a decision on all where what is proposed differs.
    """
    kind = known(slot)
    require_writer(actor, clue, slot)
    check_person(clue, kind, respondent)
    clue = hold_clue(clue)
    if respondent is None and slot in differing(clue):
        raise ValidationError(
            _("What is proposed differs from person to person: begin one paper for each of them."),
            code="differs",
        )
    content = checked(words_for(slot, facts_of(clue, respondent)))
    paper = create(
        actor=actor,
        clue=clue,
        slot=slot,
        respondent=respondent,
        content=sealed(content),
        organ=_organ(kind),
    )
    if kind.names:
        # Who writes it stands under it; a second officer is named before it is finished.
        PaperOfficer.objects.create(paper=paper, user=actor, position=1)
    record(verb=PAPER_DRAFTED, actor=actor, target=paper, unit=clue.unit_id, details={"slot": slot})
    return paper


@transaction.atomic
def draft_each(*, actor: User, clue: Clue, slot: str) -> list[CasePaper]:
    """Draft one paper of the kind for each person it concerns who has none yet.

    Raises what `draft_paper` raises, and ValidationError where nobody is without one, or for a
    kind that is written for all together.
    """
    kind = known(slot)
    require_writer(actor, clue, slot)
    if not kind.per_person:
        raise ValidationError(_("This paper is written for all together."), code="for_all")
    clue = hold_clue(clue)
    people = without_own(clue, slot)
    if not people:
        said = _("%(paper)s is begun already: finish it, or withdraw it before a new one.")
        raise ValidationError(said % {"paper": Slot(slot).label}, code="begun")
    return [draft_paper(actor=actor, clue=clue, slot=slot, respondent=one) for one in people]


@transaction.atomic
def edit_paper(
    *,
    actor: User,
    paper: CasePaper,
    content: Content,
    officers: Sequence[User] = (),
    organ: IssuingOrgan | None = None,
    version: int | None = None,
) -> CasePaper:
    """Change the words of a draft and who answers for it.

    Raises ValidationError where the paper was finished or changed meanwhile, and for officers who
    have no part in the clue.
    """
    require_writer(actor, paper.clue, paper.slot)
    words = checked(content)
    found = hold(paper)
    _check_open(found, version)
    found.content = sealed(words)
    found.organ = organ or found.organ
    found.edited_by, found.edited_at = actor, clock.now()
    found.version += 1
    found.save(update_fields=["content", "organ", "edited_by", "edited_at", "version"])
    name_officers(found, officers)
    record(verb=PAPER_EDITED, actor=actor, target=found, unit=found.clue.unit_id)
    return found


def known(slot: str) -> PaperKind:
    """Return what the paper is; raises ValidationError for an unknown one."""
    try:
        return kind_of(slot)
    except LookupError:
        raise ValidationError(_("There is no such kind of paper."), code="kind") from None


def check_person(clue: Clue, kind: PaperKind, respondent: Respondent | None) -> None:
    """Raise ValidationError for somebody who is not of the clue, or a kind written for all."""
    if respondent is None:
        return
    if respondent.clue_id != clue.pk or not kind.per_person:
        raise ValidationError({"respondent": _("This paper is not written for this person.")})


def hold_clue(clue: Clue) -> Clue:
    """Lock the clue for the present transaction, so that papers get their places one by one."""
    rows = Clue.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "handling_office").get(pk=clue.pk)


def hold(paper: CasePaper) -> CasePaper:
    """Lock the paper for the present transaction and return it as it stands now."""
    rows = CasePaper.objects.select_for_update(of=("self",))
    return rows.select_related("clue__handling_office", "organ", "respondent").get(pk=paper.pk)


def create(*, actor: User, clue: Clue, slot: str, **values: Any) -> CasePaper:
    """Add a paper at the next place of the clue's file; raises ValidationError for a second one."""
    last = CasePaper.objects.filter(clue=clue).aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            return CasePaper.objects.create(
                clue=clue,
                slot=slot,
                position=last + 1,
                written_by=actor,
                written_at=clock.now(),
                **values,
            )
    except IntegrityError as fault:
        if "casepaper_one_at_a_time" not in str(fault):
            raise
        said = _("%(paper)s is begun already: finish it, or withdraw it before a new one.")
        raise ValidationError(said % {"paper": Slot(slot).label}, code="begun") from fault


def name_officers(paper: CasePaper, officers: Sequence[User]) -> None:
    """Write who answers for the paper; raises ValidationError for a stranger to the clue."""
    wanted = list(dict.fromkeys(officer.pk for officer in officers))
    known_ones = set(
        signers_for(paper.clue, paper.slot).filter(pk__in=wanted).values_list("pk", flat=True)
    )
    if set(wanted) - known_ones:
        raise ValidationError(
            {"officers": _("Only whoever has a part in the clue answers for its papers.")}
        )
    paper.officers.all().delete()
    PaperOfficer.objects.bulk_create(
        PaperOfficer(paper=paper, user_id=pk, position=at) for at, pk in enumerate(wanted, 1)
    )


def moved(paper: CasePaper) -> ValidationError:
    """Return the refusal for a paper that stands elsewhere meanwhile."""
    said = _("This paper stands at “%(status)s” meanwhile; nothing was changed.")
    return ValidationError(said % {"status": paper.get_status_display()}, code="moved")


def _check_open(paper: CasePaper, version: int | None) -> None:
    if paper.is_brought:
        raise PermissionDenied(_("A paper that was brought in has no words to change."))
    if paper.status != PaperStatus.DRAFT:
        raise moved(paper)
    if version is not None and version != paper.version:
        raise ValidationError(
            _("Somebody else changed this paper meanwhile. Read their words, then change it anew."),
            code="changed",
        )


def _organ(kind: PaperKind) -> IssuingOrgan | None:
    return organs_in_use().first() if kind.is_numbered else None
