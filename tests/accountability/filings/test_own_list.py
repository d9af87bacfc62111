"""The list of one's own tasks: what is open first, no unit to choose, and the figure's rows."""

from typing import Any

from django.urls import reverse

from accountability.models import Duty
from accountability.selectors.workbench import own_counts

DUTIES = reverse("accountability:duties")


def listed(browser: Any, **params: str) -> list[Duty]:
    page = browser.get(DUTIES, params).context["table"].page
    return [row.record for row in page.object_list]


def test_what_is_open_comes_first(
    as_user: Any, clerk: Any, stranger: Any, monthly: Duty, file_it: Any, at: Any
) -> None:
    at("2026-11-20T09:00:00")
    file_it(clerk, monthly, "会议纪要")
    monthly.refresh_from_db()
    assert monthly.closed_at is not None
    rows = listed(as_user(clerk))
    assert rows[-1].pk == monthly.pk
    ends = [row.ends_at for row in rows[:-1]]
    assert ends == sorted(ends)
    assert as_user(stranger).get(DUTIES).status_code == 403


def test_the_figure_over_the_open_tasks_opens_their_rows(
    as_user: Any, clerk: Any, monthly: Duty, file_it: Any, at: Any
) -> None:
    at("2026-11-20T09:00:00")
    file_it(clerk, monthly, "会议纪要")
    browser = as_user(clerk)
    home = browser.get(reverse("dashboards:home")).content.decode()
    assert f"{DUTIES}?light=open" in home
    counts = own_counts(clerk)
    still = sum(counts.values()) - counts["green"]
    rows = listed(browser, light="open")
    assert len(rows) == still
    assert monthly.pk not in {row.pk for row in rows}


def test_a_single_unit_is_neither_chosen_nor_a_column(
    as_user: Any, clerk: Any, office: Any, monthly: Duty
) -> None:
    for name in ("duties", "rectifications", "materials", "ratings", "talks", "ledger"):
        for reader, several in ((clerk, False), (office, True)):
            context = as_user(reader).get(reverse(f"accountability:{name}")).context
            assert ("unit" in context["filter"].filters) is several, (name, several)
            columns = {column.name for column in context["table"].columns}
            assert ("unit" in columns) is several, (name, several)
