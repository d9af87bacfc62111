"""Routes of the unit tree."""

from django.urls import path

from supervision.organizations.views.tree import tree

app_name = "organizations"
urlpatterns = [path("", tree, name="tree")]
