"""How the clerks of the demo record the talks of their principals, quarter by quarter."""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator

from accountability import rules
from accountability.demo import plan, workdays
from accountability.demo.talks import MINIMUM, TalkSeed, talks
from accountability.models import Duty
from accountability.services.talks import record_talk
from accountability.values import TalkData
from supervision import clock
from supervision.accounts.models import User

#: Of three running quarters one has its first talk already.
_BEGUN = 0.6


def of_duty(
    duty: Duty, clerk: User, fate: plan.Fate, today: dt.date
) -> Iterator[tuple[dt.datetime, Callable[[], object]]]:
    """Yield the instants at which talks of the duty's period are entered, with the act of each.

    A concluded quarter has as many as are asked for, a running or an unmet one at most one.
    """
    first = clock.local(duty.started_at).date()
    span = rules.span_of("quarter", first)
    if span is None or first >= today:
        return
    draw = random.Random(f"talks|{duty.number}")
    if fate.filed_at is not None:
        entered = plan.stage_instants(fate, first, MINIMUM)
    elif draw.random() < _BEGUN:
        last = min(today - dt.timedelta(days=1), span.last)
        day = workdays.on_or_before(first + (last - first) * draw.random())
        entered = [workdays.office_hour(max(day, workdays.on_or_after(first)), draw)]
    else:
        entered = []
    for seed in talks(duty.unit.code, span.first, span.last, entered):
        if seed.entered_at.date() < today:
            yield seed.entered_at, _record(duty, clerk, seed)


def _record(duty: Duty, clerk: User, seed: TalkSeed) -> Callable[[], object]:
    key = f"{duty.number}|{seed.entered_at.isoformat()}"
    token = uuid.uuid5(uuid.NAMESPACE_OID, key)
    data = TalkData(
        measure=seed.measure,
        talker_name=seed.talker_name,
        talked_name=seed.talked_name,
        talked_post=seed.talked_post,
        talked_on=seed.talked_on,
        place=seed.place,
        reason=seed.reason,
        summary=seed.summary,
        outcome=seed.outcome,
    )
    return lambda: record_talk(actor=clerk, unit=duty.unit, token=token, data=data)
