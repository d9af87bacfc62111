"""The portal map gets its levels, badges and the mark of what is not built; versions are kept."""

import django.db.models.deletion
from django.db import migrations, models

from supervision.history.tracking import TrackRows
from supervision.web.at_once import AtOnce


class Migration(AtOnce):

    dependencies = [
        ("history", "0001_schemas"),
        ("dashboards", "0003_saved_views"),
    ]

    operations = [
        migrations.AddField(
            model_name="portalsystem",
            name="badge",
            field=models.CharField(blank=True, max_length=40, verbose_name="badge"),
        ),
        migrations.AddField(
            model_name="portalsystem",
            name="is_built",
            field=models.BooleanField(default=True, verbose_name="in use"),
        ),
        migrations.AddField(
            model_name="portalsystem",
            name="level",
            field=models.CharField(
                choices=[
                    ("centre", "Centre"),
                    ("platform", "Platform"),
                    ("subsystem", "Subsystem"),
                    ("tool", "Tool"),
                ],
                default="tool",
                max_length=10,
                verbose_name="level",
            ),
        ),
        migrations.AddField(
            model_name="portalsystem",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="dashboards.portalsystem",
                verbose_name="belongs to",
            ),
        ),
        migrations.AlterField(
            model_name="portalsystem",
            name="url_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="address"),
        ),
        migrations.AddConstraint(
            model_name="portalsystem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("level", "centre")), fields=("level",), name="map_one_centre"
            ),
        ),
        migrations.AddConstraint(
            model_name="portalsystem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_built", True),
                    models.Q(("badge", ""), ("url_name", "")),
                    _connector="OR",
                ),
                name="map_unbuilt_is_empty",
            ),
        ),
        TrackRows("PortalSystem", since="history.portal_now()"),
    ]
