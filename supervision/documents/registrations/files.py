"""Who may read the files of papers and of replies, and who may add to a reply."""

from django.urls import reverse

from supervision.attachments import gates
from supervision.documents.selectors import deliveries, papers
from supervision.documents.services import uploads

gates.register(
    "documents.officialdocument",
    papers.may_read_files,
    None,
    papers.ids_with_files,
    papers.unit_of_files,
    url_of=lambda owner_id: reverse("documents:document", args=[int(owner_id)]),
)
gates.register(
    deliveries.REPLY_OWNER,
    deliveries.may_read_files,
    uploads.may_stage,
    deliveries.ids_with_files,
    deliveries.unit_of_files,
)
