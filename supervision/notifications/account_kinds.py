"""The kinds of notice that accounts send, and the carrying of their announcements."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import announcing
from supervision.accounts.announcing import Announcement
from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import notify

for _kind in (
    NoticeKind("accounts.request_asked", _("A second person is asked for"), icon="users"),
    NoticeKind("accounts.request_decided", _("A request is decided"), icon="checks"),
    NoticeKind("accounts.closed_unused", _("Unused accounts closed"), icon="user-off"),
):
    kinds.register(_kind)


def _tell(news: Announcement) -> None:
    notify(
        kind=kinds.get(news.code),
        recipients=news.recipients,
        title=news.title,
        body=news.body,
        url=news.url,
        target=news.target,
        dedupe_key=f"{news.target._meta.label_lower}-{news.target.pk}-{news.code}",
    )


announcing.register(_tell)
