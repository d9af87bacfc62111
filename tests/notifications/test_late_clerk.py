"""A warning that reached nobody is given once somebody is there."""

from typing import Any

from supervision.deadlines.models import DeadlineWarning
from supervision.notifications.models import Notice
from supervision.notifications.services import SweepResult, sweep
from tests.notifications.scene import DAY, NOW, Cast, make


def test_the_first_clerk_of_a_unit_hears_of_what_is_due(errands: Any, people: Cast) -> None:
    item = make("report", NOW + 2 * DAY)
    people.told[item.pk] = []
    assert sweep(NOW).is_empty
    assert not DeadlineWarning.objects.exists()
    del people.told[item.pk]
    assert sweep(NOW + DAY) == SweepResult(due_soon=1, notices=2)
    assert sweep(NOW + DAY).is_empty
    assert not Notice.objects.filter(recipient=people.stranger).exists()
