"""What the office and its visitors did in the demo's year, after the units' own acts."""

from collections.abc import Callable

from supervision.project.demo import (
    cases_measures,
    cases_pleading,
    cases_rectified,
    cases_repeats,
    cases_towns,
    office_dossier,
    office_falsified,
    office_findings,
    office_letters,
    office_ratings,
    office_talks,
    office_truth,
)
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening, move_to

#: Each subject plans its own acts; they are done in the order of time.
SUBJECTS: tuple[Callable[[Cast], list[Happening]], ...] = (
    cases_measures.happenings,
    cases_pleading.happenings,
    cases_rectified.happenings,
    cases_repeats.happenings,
    cases_towns.happenings,
    office_dossier.happenings,
    office_falsified.happenings,
    office_findings.happenings,
    office_letters.happenings,
    office_ratings.happenings,
    office_talks.happenings,
    office_truth.happenings,
)


def live(cast: Cast) -> int:
    """Do everything that lies before the demo's present; return how many acts there were."""
    rows = [row for subject in SUBJECTS for row in subject(cast) if row.at <= cast.stands]
    for row in sorted(rows, key=lambda one: one.at):
        move_to(row.at)
        row.act()
    return len(rows)
