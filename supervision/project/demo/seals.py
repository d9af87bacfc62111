"""The audit record of the demo's year: read from, sealed and digested day by day."""

import datetime as dt
import random

from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.attachments.services import hand_out
from supervision.audit.services import make_digests, seal
from supervision.project.demo.happenings import move_to

#: In the evening everything of the day is sealed.
EVENING = dt.time(20, 30)
#: Days on which the commission looks into files, counted back from the last one.
READING_DAYS = 21


def read_files(*, readers: list[User], until: dt.datetime) -> None:
    """Let the commission's people download some evidence: few on most days, many on one."""
    chance = random.Random(2026)
    files = list(Attachment.objects.filter(owner_type="accountability.filing").order_by("-pk")[:90])
    for ago in range(READING_DAYS, 0, -1):
        day = clock.local(until).date() - dt.timedelta(days=ago)
        if day.weekday() >= 5:
            continue
        for reader in readers:
            many = reader is readers[0] and ago == 3
            for minute in range(26 if many else chance.randint(0, 3)):
                # The busy day is an evening, so that the review has something to ask about.
                begins = dt.time(20, 5) if many else dt.time(chance.randint(9, 16), 10)
                at = dt.datetime.combine(day, begins, tzinfo=clock.CHINA)
                move_to(at + dt.timedelta(minutes=minute))
                hand_out(actor=reader, attachment=chance.choice(files)).close()


def seal_year(*, since: dt.datetime, until: dt.datetime) -> None:
    """Seal each day in its evening and keep its digest, then what remains."""
    day = clock.local(since).date()
    while (evening := dt.datetime.combine(day, EVENING, tzinfo=clock.CHINA)) < until:
        move_to(evening)
        seal(until=evening)
        make_digests()
        day += dt.timedelta(days=1)
    move_to(until)
    seal()
    make_digests()
