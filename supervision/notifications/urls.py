"""Routes of notifications."""

from django.urls import path

from supervision.notifications.views.inbox import Inbox, acknowledge, mark_read, open_notice
from supervision.notifications.views.todos import TodoPage

app_name = "notifications"
urlpatterns = [
    path("", Inbox.as_view(), name="inbox"),
    path("todos/", TodoPage.as_view(), name="todos"),
    path("acknowledge/", acknowledge, name="acknowledge"),
    path("read/", mark_read, name="mark_read"),
    path("<int:pk>/", open_notice, name="open"),
]
