"""Count a talk for the duties of its period: each count is a filing with its receipt (A27)."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import FilingKind
from accountability.models import Duty, Filing, TalkCount, TalkRecord
from accountability.notices import TALKS_SHORT
from accountability.permissions import RAISE_FINDING
from accountability.selectors.counting import counting, duties_counting, rule_of
from accountability.services.entries import Entry
from accountability.services.filings import file_stage, file_supplement
from accountability.verbs import TALK_STRUCK
from supervision.accounts.models import User
from supervision.accounts.selectors import holders
from supervision.audit.services import record
from supervision.notifications.services.notices import notify


def count(actor: User, talk: TalkRecord, before: TalkRecord | None = None) -> None:
    """Count the talk wherever a rule counts it, inside the caller's transaction.

    A correction that still counts for a duty goes on under the filing of the version before.
    """
    filed = (
        {row.duty_id: row.filing_id for row in TalkCount.objects.filter(talk=before)}
        if before
        else {}
    )
    for duty in duties_counting(talk):
        if duty.pk in filed:
            TalkCount.objects.create(talk=talk, duty=duty, filing_id=filed[duty.pk])
        else:
            TalkCount.objects.create(talk=talk, duty=duty, filing=_file(actor, talk, duty))


def _file(actor: User, talk: TalkRecord, duty: Duty) -> Filing:
    """File the talk: a step of the open duty, its conclusion, or a supplement to it."""
    # Held before counting: of two talks recorded at once, the second sees the first.
    held = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    rule = rule_of(duty)
    if rule is None:
        raise LookupError(f"duty {duty.pk} is not counted")
    number = counting(held) + 1
    entry = Entry.of(
        uuid.uuid5(talk.token, str(duty.pk)),
        talk.talked_on,
        _words(talk, number, rule.minimum),
        "",
        (),
    )
    if held.closed_at is not None:
        return file_supplement(actor=actor, duty_id=duty.pk, entry=entry)
    return file_stage(
        actor=actor,
        duty_id=duty.pk,
        entry=entry,
        kind=FilingKind.RECORD,
        stage=None,
        is_final=number >= rule.minimum,
    )


def _words(talk: TalkRecord, number: int, minimum: int) -> str:
    """Return what the filing says: everybody who sees the unit reads it, so it names nobody."""
    with override(settings.LANGUAGE_CODE):
        return _("%(measure)s recorded as %(record)s: %(number)s of %(minimum)s in the period.") % {
            "measure": talk.get_measure_display(),
            "record": talk.number,
            "number": number,
            "minimum": minimum,
        }


def tell_where_short(actor: User, talk: TalkRecord) -> None:
    """Tell the office of concluded duties that the talks left no longer bear out.

    A concluded duty is not reopened: whether it was concluded rightly is for people to judge.
    """
    rows = Duty.objects.filter(talk_counts__talk=talk, closed_at__isnull=False)
    for duty in rows.select_related("unit", "assignment__item__counted_rule").distinct():
        rule = rule_of(duty)
        left = counting(duty)
        if rule is None or left >= rule.minimum:
            continue
        with override(settings.LANGUAGE_CODE):
            body = _("%(record)s counts no more: %(left)s of %(minimum)s talks are left.") % {
                "record": talk.number,
                "left": left,
                "minimum": rule.minimum,
            }
        record(
            verb=TALK_STRUCK, actor=actor, target=duty, unit=duty.unit_id, details={"note": body}
        )
        notify(
            kind=TALKS_SHORT,
            recipients=[pk for pk in holders(RAISE_FINDING) if pk != actor.pk],
            title=f"{duty.unit.short_name} · {duty.title}",
            body=body,
            url=reverse("accountability:duty", args=[duty.pk]),
            target=duty,
            unit=duty.unit,
            dedupe_key=f"talks-short-{duty.pk}-{talk.pk}",
        )
