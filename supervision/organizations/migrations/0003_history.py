"""Keep the versions of units: their names, kinds and whether they are in use."""

from django.db import migrations

from supervision.history.tracking import TrackRows


class Migration(migrations.Migration):

    dependencies = [
        ("history", "0001_schemas"),
        # Versions take the portal's instant, which the time machine may have moved.
        ("deadlines", "0001_initial"),
        ("organizations", "0002_unit_supervised_by"),
    ]

    operations = [
        TrackRows(
            "Unit",
            # Nothing on a unit tells since when it has been there.
            since="'-infinity'::timestamptz",
            # Who may see what is decided by where a unit stands today.
            present=("path", "depth", "numchild", "supervised_by_id"),
        ),
    ]
