"""What official documents tell people."""

from django.utils.translation import gettext_lazy as _

from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind

#: A paper has come: stands over every page of the unit until it is acknowledged.
ISSUED = kinds.register(
    NoticeKind(
        code="documents.issued",
        label=_("An official document has come"),
        must_acknowledge=True,
        sms=True,
        icon="file-text",
    )
)
TO_SIGN = kinds.register(
    NoticeKind(code="documents.to_sign", label=_("A paper waits for your signature"))
)
RETURNED = kinds.register(
    NoticeKind(code="documents.returned", label=_("Your draft was sent back"), icon="arrow-back-up")
)
SIGNED = kinds.register(
    NoticeKind(code="documents.signed", label=_("Your paper was signed"), icon="check")
)
REPLIED = kinds.register(
    NoticeKind(code="documents.replied", label=_("A unit replied to a paper"), icon="send")
)
ACCEPTED = kinds.register(
    NoticeKind(code="documents.reply_accepted", label=_("Your reply was accepted"), icon="check")
)
SENT_BACK = kinds.register(
    NoticeKind(
        code="documents.reply_sent_back",
        label=_("Your reply was sent back"),
        must_acknowledge=True,
        icon="arrow-back-up",
    )
)
REVOKED = kinds.register(
    NoticeKind(
        code="documents.revoked",
        label=_("A paper was revoked"),
        must_acknowledge=True,
        icon="ban",
    )
)
MOVED = kinds.register(
    NoticeKind(code="documents.deadline_moved", label=_("The day for a reply moved"))
)
