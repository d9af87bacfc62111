"""How letters, falsified filings and summons talks are found, and who reaches them."""

from django.utils.translation import gettext_lazy as _

from accountability import pressing_search as finders
from accountability.permissions import OVERSEE, READ, RECTIFY
from accountability.selectors import falsifications, letters, summonses
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource


def _own(*names: str) -> tuple[str, ...]:
    return tuple(f"accountability:{name}" for name in names)


for _source in (
    SearchSource("letters", _("Supervision letters"), "mail", READ, finders.find_letters, 110),
    SearchSource(
        "falsifications", _("Falsified filings"), "gavel", READ, finders.find_falsified, 120
    ),
    SearchSource(
        "summonses",
        _("Summons talks"),
        "user-check",
        (OVERSEE, RECTIFY),
        finders.find_summonses,
        130,
    ),
):
    search.register(_source)

for _reach in (
    ReachSource(
        key="letters",
        label=_("Supervision letters"),
        icon="mail",
        url_name="accountability:letter",
        also=_own("letter_redraft"),
        rows=letters.letters_visible_to,
        kwargs=by_pk,
        label_of=lambda row: row.document.number or row.unit.short_name,
        order=110,
    ),
    ReachSource(
        key="falsifications",
        label=_("Falsified filings"),
        icon="gavel",
        url_name="accountability:falsification",
        also=_own(
            *("false_evidence", "false_state", "false_decide", "false_notice", "false_withdraw")
        ),
        rows=falsifications.falsifications_visible_to,
        kwargs=by_pk,
        label_of=lambda row: row.filing.receipt,
        order=120,
    ),
    ReachSource(
        key="summonses",
        label=_("Summons talks"),
        icon="user-check",
        url_name="accountability:summons",
        also=_own("summons_hold", "summons_move", "summons_cancel"),
        rows=summonses.summonses_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.unit.short_name} · {row.pk}",
        order=130,
    ),
):
    reach.register(_reach)
