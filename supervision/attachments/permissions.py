"""What accounts may do with files beyond what the gates of their records say."""

#: See how far the portal has come with reading files for the search; never what is in them.
OVERSEE_READING = "attachments.oversee_reading"
