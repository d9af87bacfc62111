"""Files added to a clue after it was entered: by whoever has it in hand, and they stay."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from cases.enums import AccessKind
from cases.models import Access, Clue, ClueMaterial
from cases.selectors.materials import added_to, draft_key, why_not_add
from cases.services import materials
from cases.services.faults import Avoids
from cases.verbs import AVOIDED, FILES_ADDED
from supervision import clock
from supervision.attachments import selectors as attachments
from supervision.attachments.services import detach, discard, store
from supervision.audit.models import AuditEvent
from supervision.people.models import Kinship
from tests.cases.intake.conftest import person
from tests.cases.walk import PDF, Walk, force
from tests.cast import enter as sign_in

WORDS = "刘某银行账户二〇二五年流水，证明三笔转账。"


def upload(actor: Any, clue: Clue, name: str = "流水.pdf") -> Any:
    file = SimpleUploadedFile(name, PDF, content_type="application/pdf")
    return store(actor=actor, upload=file, draft=draft_key(clue))


def add(actor: Any, clue: Clue, files: int = 1, **changes: Any) -> ClueMaterial:
    given: dict[str, Any] = {"origin": "reporter", "words": WORDS}
    kept = [upload(actor, clue, f"{at}.pdf") for at in range(files)]
    return materials.add_material(actor=actor, clue=clue, attachments=kept, **given | changes)


@pytest.fixture
def walk(
    casesup: Any,
    handling_head: Any,
    handler1: Any,
    handler2: Any,
    review_head: Any,
    reviewer: Any,
    reviewer2: Any,
    deputy: Any,
    principal: Any,
) -> Walk:
    """Return the people of one clue, with everybody who signs."""
    return Walk(casesup, handling_head, handler1, handler2, review_head, (reviewer, reviewer2))


def test_whoever_entered_it_adds_until_it_is_assigned_then_the_team(
    enter: Callable[..., Clue], petition: Any, casesup: Any, walk: Walk, case_offices: Any
) -> None:
    clue = enter()
    add(petition, clue, files=2)
    add(casesup, clue, origin="authority")
    clue = walk.assign(clue, case_offices.handling)
    for gone in (petition, casesup, walk.head):
        assert why_not_add(gone, clue)
    with pytest.raises(PermissionDenied):
        add(casesup, clue)
    add(walk.handler, clue, origin="obtained")
    add(walk.second, clue, origin="witness")
    found = added_to(clue)
    assert [one.row.added_by for one in found] == [petition, casesup, walk.handler, walk.second]
    assert [len(one.files) for one in found] == [2, 1, 1, 1]
    events = AuditEvent.objects.filter(verb=FILES_ADDED.code, object_id=str(clue.pk))
    assert events.count() == 4
    assert "流水" not in repr(list(events.values_list("object_label", "details")))


def test_a_colleague_who_did_not_enter_it_adds_nothing(
    enter: Callable[..., Clue], make_user: Callable[..., Any], petition: Any, stranger: Any
) -> None:
    clue = enter()
    other = make_user("petition2", "petition", petition.home_unit, "钟离岸")
    for user in (other, stranger):
        with pytest.raises(PermissionDenied):
            materials.add_material(
                actor=user, clue=clue, origin="other", words=WORDS, attachments=[]
            )
        with pytest.raises(Http404):
            materials.may_stage(user, f"to-{clue.pk}")
    assert not ClueMaterial.objects.exists()


@pytest.mark.parametrize("status", ["closed", "archived"])
def test_a_clue_whose_handling_is_over_takes_none(
    enter: Callable[..., Clue], walk: Walk, case_offices: Any, status: str
) -> None:
    clue = walk.assign(enter(), case_offices.handling)
    kept = upload(walk.handler, clue)
    force(clue, status)
    clue.refresh_from_db()
    assert why_not_add(walk.handler, clue)
    with pytest.raises(PermissionDenied):
        materials.add_material(
            actor=walk.handler, clue=clue, origin="other", words=WORDS, attachments=[kept]
        )
    assert not ClueMaterial.objects.exists()


def test_files_and_words_are_needed(enter: Callable[..., Clue], petition: Any) -> None:
    clue = enter()
    with pytest.raises(ValidationError) as error:
        add(petition, clue, files=0)
    assert "files" in error.value.message_dict
    with pytest.raises(ValidationError) as error:
        add(petition, clue, words=" 图 ")
    assert "words" in error.value.message_dict
    assert not ClueMaterial.objects.exists()


def test_a_second_click_adds_nothing(enter: Callable[..., Clue], petition: Any) -> None:
    clue, token = enter(), uuid.uuid4()
    first = add(petition, clue, token=token)
    assert (
        materials.add_material(
            actor=petition, clue=clue, origin="other", words=WORDS, attachments=[], token=token
        )
        == first
    )
    assert ClueMaterial.objects.count() == 1


def test_whoever_must_leave_it_to_others_adds_nothing(
    enter: Callable[..., Clue], casesup: Any, office: Any, cadre: Callable[..., Any]
) -> None:
    brother = cadre("高建军")
    clue = enter(respondents=[person(person=brother)])
    kept = upload(casesup, clue)
    Kinship.objects.create(
        person=cadre("高建国", account=casesup),
        relative=brother,
        relation="sibling",
        source="declared",
        known_on=clock.today(),
        entered_by=office,
        entered_at=clock.now(),
    )
    with pytest.raises(Avoids):
        materials.add_material(
            actor=casesup, clue=clue, origin="other", words=WORDS, attachments=[kept]
        )
    assert AuditEvent.objects.filter(verb=AVOIDED.code).exists()
    assert not ClueMaterial.objects.exists()


def test_a_file_is_read_by_whoever_reads_the_clue(
    enter: Callable[..., Clue],
    petition: Any,
    walk: Walk,
    case_offices: Any,
    other_handler: Any,
    stranger: Any,
    principal: Any,
) -> None:
    clue = enter()
    add(petition, clue)
    (file,) = added_to(clue)[0].files
    clue = walk.assign(clue, case_offices.handling)
    for user in (walk.handler, walk.second, walk.head, principal):
        assert attachments.readable(user, file.pk) == file
        assert file in attachments.readable_to(user, "cases.cluematerial")
    for user in (other_handler, stranger, petition):
        with pytest.raises(Http404):
            attachments.readable(user, file.pk)
        assert file not in attachments.readable_to(user, "cases.cluematerial")
    Access.objects.filter(user=walk.second, kind=AccessKind.TEAM).update(
        ended_at=clue.registered_at, ended_by=walk.head
    )
    with pytest.raises(Http404):
        attachments.readable(walk.second, file.pk)


def test_nothing_added_is_changed_or_taken_out(enter: Callable[..., Clue], petition: Any) -> None:
    clue = enter()
    row = add(petition, clue)
    (file,) = added_to(clue)[0].files
    with pytest.raises(Http404):
        detach(actor=petition, attachment=file, reason="误传")
    with pytest.raises(PermissionDenied):
        discard(actor=petition, attachment=file)
    for statement in (
        "UPDATE cases_cluematerial SET origin = 'other'",
        "TRUNCATE cases_cluematerial",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClueMaterial.objects.filter(pk=row.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_cluematerial")
        assert "流水" not in repr(cursor.fetchall())


def test_the_page_keeps_what_was_typed_and_shows_who_added(
    client: Any, enter: Callable[..., Clue], petition: Any
) -> None:
    clue = enter()
    sign_in(client, petition)
    url = f"/cases/clues/{clue.number}/files/new/"
    assert client.get(url).status_code == 200
    refused = client.post(url, {"origin": "reporter", "words": WORDS})
    assert refused.status_code == 422
    assert WORDS in refused.content.decode()
    file = SimpleUploadedFile("流水.pdf", PDF, content_type="application/pdf")
    sent = client.post(url, {"origin": "reporter", "words": WORDS, "files": file})
    assert sent.status_code == 302
    assert sent["Location"].endswith("#material")
    page = client.get(f"/cases/clues/{clue.number}/").content.decode()
    assert WORDS in page
    assert "流水.pdf" in page
    assert petition.name in page


def test_an_outsider_learns_nothing(
    client: Any, enter: Callable[..., Clue], other_handler: Any, stranger: Any
) -> None:
    clue = enter()
    url = f"/cases/clues/{clue.number}/files/new/"
    sign_in(client, other_handler)
    assert client.get(url).status_code == 404
    assert client.get("/cases/clues/XS-2026-9999/files/new/").status_code == 404
    sign_in(client, stranger)
    assert client.get(url).status_code == 403
