"""Keep the grades, their sets and the phrases that raters begin with."""

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accountability.models import Grade, GradeSet, Rating, ReasonPhrase
from accountability.permissions import EDIT_SCHEME
from accountability.score_values import GradeData
from accountability.verbs import GRADE_ADDED, GRADE_CHANGED, GRADE_RETIRED, GRADES_STARTED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record

FEWEST_GRADES = 2


@transaction.atomic
def start_set(*, actor: User, name: str, grades: Sequence[GradeData]) -> GradeSet:
    """Put a new set of grades in use; the one before stays for the ratings it gave.

    Raises ValidationError for a taken name, fewer than two grades, or a grade named twice.
    """
    require(actor, EDIT_SCHEME)
    if GradeSet.objects.filter(name=name.strip()).exists():
        raise ValidationError({"name": _("There is a set of that name.")})
    if len(grades) < FEWEST_GRADES or len({row.name for row in grades}) != len(grades):
        raise ValidationError({"grades": _("Name at least two grades, each once.")})
    for row in grades:
        _check_points(row.points)
    GradeSet.objects.select_for_update().filter(is_current=True).update(is_current=False)
    found = GradeSet.objects.create(name=name.strip(), is_current=True)
    Grade.objects.bulk_create(
        Grade(
            grade_set=found,
            name=row.name,
            points=row.points,
            is_failing=row.is_failing,
            position=place,
        )
        for place, row in enumerate(grades, start=1)
    )
    record(
        verb=GRADES_STARTED,
        actor=actor,
        target=found,
        unit=actor.home_unit,
        details={"note": " · ".join(f"{row.name} {row.points}" for row in grades)},
    )
    return found


@transaction.atomic
def add_grade(*, actor: User, data: GradeData) -> Grade:
    """Add a grade to the set in use, after the others."""
    require(actor, EDIT_SCHEME)
    current = GradeSet.objects.select_for_update().get(is_current=True)
    _check_points(data.points)
    _check_name(current, data.name)
    last = current.grades.aggregate(last=Max("position"))["last"] or 0
    grade = Grade.objects.create(
        grade_set=current,
        name=data.name.strip(),
        points=data.points,
        is_failing=data.is_failing,
        position=last + 1,
    )
    record(
        verb=GRADE_ADDED,
        actor=actor,
        target=current,
        unit=actor.home_unit,
        details={"note": f"{grade.name} {grade.points}", "grade": grade.pk},
    )
    return grade


@transaction.atomic
def change_grade(*, actor: User, grade: Grade, data: GradeData) -> Grade:
    """Change a grade that nobody has given yet; one in use is retired instead.

    Raises ValidationError for a grade in use.
    """
    require(actor, EDIT_SCHEME)
    found = _held(grade)
    if Rating.objects.filter(grade=found).exists():
        raise ValidationError(
            _("This grade has been given already and stays as it is. Retire it and add another.")
        )
    _check_points(data.points)
    _check_name(found.grade_set, data.name, but=found)
    before = f"{found.name} {found.points}"
    found.name, found.points, found.is_failing = data.name.strip(), data.points, data.is_failing
    found.save()
    record(
        verb=GRADE_CHANGED,
        actor=actor,
        target=found.grade_set,
        unit=actor.home_unit,
        details={"note": f"{before} → {found.name} {found.points}", "grade": found.pk},
    )
    return found


@transaction.atomic
def retire_grade(*, actor: User, grade: Grade) -> None:
    """Take a grade out of use; ratings that gave it keep it."""
    require(actor, EDIT_SCHEME)
    found = _held(grade)
    left = found.grade_set.grades.filter(retired_at__isnull=True).exclude(pk=found.pk).count()
    if left < FEWEST_GRADES:
        raise ValidationError(_("At least two grades must stay in use. Add another first."))
    found.retired_by, found.retired_at = actor, clock.now()
    found.save(update_fields=["retired_by", "retired_at"])
    record(
        verb=GRADE_RETIRED,
        actor=actor,
        target=found.grade_set,
        unit=actor.home_unit,
        details={"note": found.name, "grade": found.pk},
    )


@transaction.atomic
def set_phrases(*, actor: User, texts: Sequence[str]) -> None:
    """Replace the phrases by these, in this order; ratings keep the words they were given."""
    require(actor, EDIT_SCHEME)
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    longest = ReasonPhrase._meta.get_field("text").max_length or 0
    if any(len(text) > longest for text in wanted):
        raise ValidationError(
            {"texts": _("A phrase has at most %(n)d characters.") % {"n": longest}}
        )
    ReasonPhrase.objects.exclude(text__in=wanted).delete()
    for place, text in enumerate(wanted, start=1):
        ReasonPhrase.objects.update_or_create(text=text, defaults={"position": place})
    record(
        verb=GRADE_CHANGED,
        actor=actor,
        target=GradeSet.objects.get(is_current=True),
        unit=actor.home_unit,
        details={"phrases": wanted},
    )


def _held(grade: Grade) -> Grade:
    found = Grade.objects.select_for_update(of=("self",)).select_related("grade_set")
    row = found.get(pk=grade.pk)
    if row.retired_at is not None:
        raise ValidationError(_("This grade is retired already."))
    return row


def _check_points(points: Decimal) -> None:
    if not 0 <= points <= 100:
        raise ValidationError({"points": _("Points lie between 0 and 100.")})


def _check_name(grade_set: GradeSet, name: str, but: Grade | None = None) -> None:
    same = grade_set.grades.filter(name=name.strip(), retired_at__isnull=True)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise ValidationError({"name": _("There is a grade of that name.")})
