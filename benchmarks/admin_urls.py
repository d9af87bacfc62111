"""Django's admin on the duties: the columns, the scope and the joins of the portal's own list."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path

from accountability.labels import period_label
from accountability.models import Duty
from accountability.selectors.duties import duties_visible_to, with_light
from supervision.project import urls


class Site(admin.AdminSite):
    """Let every account in that is signed in; the rows are cut by its scope."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Ask for an account only."""
        return bool(request.user.is_active)


class DutyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The changelist of stock Django."""

    list_display = ("title", "unit", "period", "filed_count", "ends_at", "light")
    list_per_page = 25
    search_fields = ("title", "number")
    ordering = ("ends_at", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the duties the account may see."""
        return with_light(duties_visible_to(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let the account look."""
        return True

    @admin.display
    def period(self, duty: Duty) -> str:
        """Write the period as the portal's list does."""
        return str(period_label(duty))

    @admin.display
    def light(self, duty: Any) -> str:
        """Write the light."""
        return str(duty.light)


site = Site(name="admin")
site.register(Duty, DutyAdmin)
urlpatterns = [path("admin/", site.urls), *urls.urlpatterns]
