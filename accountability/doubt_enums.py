"""The words of doubts about filings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Comparison(TextChoices):
    """Which texts are compared with one another."""

    WORDS = "words", _("Words of filings")
    DOCUMENTS = "documents", _("Text of documents")


class DoubtKind(TextChoices):
    """What a comparison found."""

    SAME_FILE = "same_file", _("Same file handed in again")
    ALIKE_TEXT = "alike_text", _("Text much like an earlier one")
    ALIKE_DOCUMENT = "alike_document", _("Document much like an earlier one")
    ALIKE_PHOTO = "alike_photo", _("Picture much like an earlier one")
    PHOTO_DAY = "photo_day", _("Photo of another day")
    DOCUMENT_DAY = "document_day", _("Document made afterwards")
    DOCUMENT_AUTHOR = "document_author", _("Document of another unit")
    LATE_ENTRY = "late_entry", _("Entered long after the event")
    CRAMMING = "cramming", _("Records entered in a rush")


class DoubtGrade(TextChoices):
    """How much a doubt weighs before anybody has looked."""

    LIGHT = "light", _("for notice")
    PLAIN = "plain", _("to be checked")
    GRAVE = "grave", _("to be checked first")


class DoubtStatus(TextChoices):
    """Where a doubt stands."""

    OPEN = "open", _("Not looked at")
    ASKED = "asked", _("Unit asked to explain")
    EXPLAINED = "explained", _("Explained by the unit")
    FIELD_CHECK = "field_check", _("To be checked on the spot")
    CLEARED = "cleared", _("Cleared")
    CONFIRMED = "confirmed", _("Confirmed")


class DoubtStanding(TextChoices):
    """For what a clearance holds."""

    THIS = "this", _("This doubt only")
    PAIR = "pair", _("These two units under this item")
    ITEM = "item", _("Every filing under this item")


class DetectorCode(TextChoices):
    """The thresholds an office sets for the comparisons."""

    TEXT_WHOLE = "text_whole", _("Likeness of texts")
    DOCUMENT_WHOLE = "document_whole", _("Likeness of documents")
    TEXT_OWN = "text_own", _("Likeness of a text's own words")
    PHOTO_BITS = "photo_bits", _("Differing bits of pictures")
    PHOTO_AGREEMENT = "photo_agreement", _("Agreement of pictures")
    PHOTO_DAYS = "photo_days", _("Days between photo and event")
    DOCUMENT_DAYS = "document_days", _("Days between event and document")
    LATE_DAYS = "late_days", _("Days between event and entry")
    PROMPT_DAYS = "prompt_days", _("Days within which an entry is prompt")
    PROMPT_YELLOW = "prompt_yellow", _("Share of prompt entries: yellow below")
    PROMPT_RED = "prompt_red", _("Share of prompt entries: red below")
    YEAR_END_MONTH = "year_end_month", _("Month with which the year's end begins")
    SPIKE_YELLOW = "spike_yellow", _("Rush against the mean: yellow from")
    SPIKE_RED = "spike_red", _("Rush against the mean: red from")
    CRAMMING_FILINGS = "cramming_filings", _("Filings from which a unit is judged")
