"""Seed the working-day calendar of 2004 to 2026 with the notice behind each day."""

import uuid

from django.db import migrations

from supervision import clock
from supervision.deadlines import package_calendar

YEARS = range(2004, 2027)


def seed(apps, schema_editor):
    """Write the years and their marked days."""
    calendar_year = apps.get_model("deadlines", "CalendarYear")
    calendar_day = apps.get_model("deadlines", "CalendarDay")
    calendar_year.objects.bulk_create(
        calendar_year(
            year=year,
            source_notice=package_calendar.notice(year),
            loaded_at=clock.real_now(),
            revision=uuid.uuid4(),
        )
        for year in YEARS
    )
    calendar_day.objects.bulk_create(
        calendar_day(date=day, kind=marked.kind.value, name=marked.name, source=marked.source)
        for year in YEARS
        for day, marked in package_calendar.marked_days(year).items()
    )


def unseed(apps, schema_editor):
    """Take the seeded years away again."""
    apps.get_model("deadlines", "CalendarDay").objects.filter(
        date__year__range=(YEARS[0], YEARS[-1])
    ).delete()
    apps.get_model("deadlines", "CalendarYear").objects.filter(year__in=YEARS).delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_statutory_terms")]

    operations = [migrations.RunPython(seed, unseed)]
