"""The phone number of a text message is sealed."""

from django.db import migrations, models
from django.db.models import Q

import supervision.crypto.fields
from supervision.crypto.operations import copy_into


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("smsmessage", "sms_addressed"),
        migrations.RenameField("smsmessage", "phone", "phone_plain"),
        migrations.AddField(
            "smsmessage",
            "phone",
            supervision.crypto.fields.EncryptedTextField(default="", verbose_name="mobile phone"),
            preserve_default=False,
        ),
        copy_into("notifications", "SmsMessage", source="phone_plain", target="phone"),
        # Deferred constraint checks of the copy must be over before the table changes again.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("smsmessage", "phone_plain"),
        migrations.AddConstraint(
            "smsmessage",
            models.CheckConstraint(
                condition=Q(("phone", ""), _negated=True) & Q(("text", ""), _negated=True),
                name="sms_addressed",
            ),
        ),
    ]
