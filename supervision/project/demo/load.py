"""Load the whole demo, once."""

import datetime as dt
import multiprocessing
import os
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from accountability.demo.tasks import TaskSeed
from accountability.models import Filing
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.audit.models import AuditDigest, AuditSeal
from supervision.deadlines.services import demo_clock
from supervision.notifications.models import PENDING, Notice
from supervision.notifications.services.acknowledging import acknowledge
from supervision.notifications.services.sweep import sweep
from supervision.organizations.models import Unit
from supervision.project.demo import accounts, cases, lists, office, seals
from supervision.project.demo.assessments import plan_assessments
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Walk, by_month, move_to
from supervision.project.demo.people import load_people

YEAR = 2026
#: The lists come into force in the first working days of the year.
PUBLISHED = dt.datetime(YEAR, 1, 4, 9, 30, tzinfo=clock.CHINA)
#: Where the demo stands when the machine's own date lies outside its last weeks.
STANDS = dt.datetime(YEAR, 11, 20, 9, 42, tzinfo=clock.CHINA)
LAST = dt.datetime(YEAR, 12, 1, tzinfo=clock.CHINA)

Say = Callable[[str], None]


def is_loaded() -> bool:
    """Tell whether the demo's accounts are there."""
    return User.objects.filter(username="office").exists()


def load(say: Say) -> None:
    """Load units, people, lists, tasks and a year of filings; raises outside demo mode."""
    if not settings.TIME_MACHINE:
        raise ImproperlyConfigured("The demo is loaded in demo mode only (PORTAL_ENV=demo).")
    real = clock.real_now()
    stands = real if STANDS <= real < LAST else STANDS
    try:
        _walk(stands, say)
    finally:
        clock.set_shift(dt.timedelta(0))
    if stands is STANDS:
        demo_clock.shift_clock(actor=None, to=STANDS)
    clock.refresh()
    sweep()
    # A newcomer looks at once; the server's own upkeep comes minutes later.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"the portal's clock stands at {clock.local(clock.now()):%Y-%m-%d %H:%M}")


def _walk(stands: dt.datetime, say: Say) -> None:
    move_to(PUBLISHED)
    units = accounts.load_units()
    users = accounts.load_accounts(units)
    say(f"{len(units)} units, {len(users)} accounts")
    lists.publish_lists(office=users["office"], by_code=units, year=YEAR)
    lists.name_holders()
    say("responsibility lists published")
    walk = Walk(today=clock.local(stands).date(), users=users, units=units)
    seeds = walk.issue_tasks()
    say(f"{len(seeds)} task lists issued")
    _in_parallel(walk, seeds, partial(_register, users, units, say))
    _plan(users, units, stands)
    say(cases.load_cases(Cast(users, units, stands)))
    acts = office.live(Cast(users, units, stands))
    say(f"{acts} acts of the office and its visitors")
    say(f"{Filing.objects.count()} filings with {Attachment.objects.count()} files")
    readers = [users["officer"], users["office"], users["leader"]]
    seals.read_files(readers=readers, until=stands)
    seals.seal_year(since=PUBLISHED, until=stands)
    say(f"{AuditSeal.objects.count()} audit batches, {AuditDigest.objects.count()} daily digests")


def _in_parallel(walk: Walk, seeds: dict[int, TaskSeed], register: Callable[[], None]) -> None:
    """Let the units live through their year, on as many cores as there are.

    Units do not touch one another's rows, so each process takes its own share of them.
    """
    codes = sorted(walk.clerks)
    count = min(os.cpu_count() or 1, len(codes))
    connections.close_all()
    context = multiprocessing.get_context("fork")
    # The register of persons touches nothing of theirs and is filled at the same time.
    shares = [context.Process(target=register)] + [
        context.Process(target=_live, args=(walk, seeds, codes[place::count]))
        for place in range(count)
    ]
    for share in shares:
        share.start()
    for share in shares:
        share.join()
    if any(share.exitcode for share in shares):
        raise RuntimeError("a part of the demo could not be loaded; its error stands above")


def _register(users: dict[str, User], units: dict[str, Unit], say: Say) -> None:
    """Fill the people register as of the first working days of the year."""
    move_to(PUBLISHED)
    load_people(users, units, say)


def _live(walk: Walk, seeds: dict[int, TaskSeed], codes: list[str]) -> None:
    """Do, in the order of time, what these units did."""
    users = [walk.clerks[code] for code in codes]
    for rows in by_month(walk.happenings(seeds, codes)).values():
        for row in rows:
            move_to(row.at)
            row.act()
        _acknowledge_all(users)


def _acknowledge_all(users: Iterable[User]) -> None:
    """Let everybody acknowledge what was told them during the month."""
    for user in users:
        waiting = Notice.objects.filter(PENDING, recipient_id=user.pk).values_list("pk", flat=True)
        acknowledge(actor=user, notice_ids=list(waiting))


def _plan(users: dict[str, User], units: dict[str, Unit], stands: dt.datetime) -> None:
    move_to(stands - dt.timedelta(days=4))
    plan_assessments(office=users["office"], by_code=units)
