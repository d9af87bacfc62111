"""Forms of safety incidents in the handling of a case."""

from django.utils.translation import gettext_lazy as _

from cases.forms.case_acts import ActForm, line, text


class IncidentForm(ActForm):
    """What happened to whom, when and where."""

    moments = (("happened_at", _("Happened on")),)
    place = line(_("Place"), 120, help_text=_("It is sealed and shown to the team alone."))
    people = line(_("Who was concerned"), 200, help_text=_("By name, with part in the case."))
    words = text(
        _("What happened"), rows=5, help_text=_("Course, consequences, and what was done at once.")
    )


class IncidentReportForm(ActForm):
    """When the incident was reported to whom, and under which number."""

    moments = (("reported_at", _("Reported on")),)
    reported_to = line(_("Reported to"), 80, help_text=_("The organ of the next level."))
    report_number = line(_("Number of the report"), 60)
