"""Arrange a place of the portal map."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.dashboards import badges
from supervision.dashboards.enums import MapLevel
from supervision.dashboards.models import PortalSystem
from supervision.dashboards.services import portal_map
from supervision.web.icons import ICONS


class PlaceForm(forms.ModelForm):
    """Names, order, page and badge of one place."""

    icon = forms.ChoiceField(label=_("Icon"), choices=[(name, name) for name in sorted(ICONS)])
    url_name = forms.ChoiceField(label=_("Opens the page"), required=False)
    badge = forms.ChoiceField(label=_("Badge"), required=False)

    class Meta:
        model = PortalSystem
        fields = portal_map.FIELDS
        labels = {
            "name": _("Name"),
            "name_en": _("English name"),
            "summary": _("Summary"),
            "summary_en": _("English summary"),
            "position": _("Order"),
            "is_shown": _("Shown on the map"),
            "is_built": _("In use (otherwise shown as under construction)"),
            "parent": _("Belongs to"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the pages of the navigation, the registered badges, and the level above."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        pages = [(name, item.label) for name, item in portal_map.pages().items()]
        present = self.instance.url_name
        if present and present not in dict(pages):
            pages.append((present, present))
        fields["url_name"].choices = [("", "—"), *pages]
        fields["badge"].choices = [
            ("", "—"),
            *((source.key, source.label) for source in badges.everything()),
        ]
        above = portal_map.ABOVE.get(MapLevel(self.instance.level))
        if above is None:
            del self.fields["parent"]
        else:
            fields["parent"].queryset = PortalSystem.objects.filter(level=above)
            fields["parent"].empty_label = "—"
