"""The kernel's part of the scene: requests, sessions, persons, jobs, saved views, digests."""

import datetime as dt
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from stdnum.cn import ric

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.services import requests, sessions
from supervision.audit.models import AuditEvent
from supervision.dashboards.services.saved_lists import save_view
from supervision.exchange import exporters, importers
from supervision.exchange import services as exchange
from supervision.exchange.models import ExportRecord
from supervision.exchange.template_workbook import write_template
from supervision.notifications.models import Notice
from supervision.people.enums import Gender, KinRelation, KinSource, SealedField
from supervision.people.services.entries import enter
from supervision.people.services.kinship import add_kin
from supervision.people.services.posts import start_post
from supervision.people.values import KinData, PersonData, PostData

BORN = dt.date(1980, 3, 5)


def build(scene: Any, units: Any) -> None:
    """Build one of everything the kernel shows."""
    _accounts(scene, units)
    _persons(scene, units.water, "", 1)
    _persons(scene, units.township, "township", 3)
    _jobs(scene)
    _rest(scene)


def _accounts(scene: Any, units: Any) -> None:
    clerk = scene.people["clerk"]
    acts = ("detail", "reset", "close", "limit")
    scene.add("", {"pk": clerk.pk}, *(f"accounts:{name}" for name in acts))
    for variant, role in (("permanent", "clerk"), ("temporary", "assessor")):
        account = scene.people[role]
        scene.add(variant, {"pk": account.pk}, "accounts:reach_of")
        scene.add(variant, {"pk": account.pk, "kind": "duties"}, "accounts:reach_rows")
    scene.add("", {"kind": "duties"}, "accounts:reach_plan_rows")
    post = clerk.postings.get()
    scene.add("", {"pk": clerk.pk, "posting": post.pk}, "accounts:end_post")
    for kind in ("give_post", "reopen", "reset_factor"):
        scene.add(kind, {"pk": clerk.pk, "kind": kind}, "accounts:ask")
    asked = requests.ask_for_post(
        actor=scene.people["secadmin"],
        user=scene.people["stranger"],
        unit=units.finance,
        role=RoleCode.UNIT_HEAD,
        title="副局长",
        starts_on=clock.today(),
        reason="分管财务工作,需查看本单位任务。",
    )
    for name in ("request", "request_decide", "request_withdraw"):
        scene.add("", {"pk": asked.pk}, f"accounts:{name}")
    sign_in = sessions.start(user=clerk, agent="浏览器", is_proved=True)
    scene.add("", {"pk": sign_in}, "accounts:end_session")


def number(order: int) -> str:
    """Return a valid ID number of somebody born that day; an odd order is a man's."""
    body = f"530197{BORN:%Y%m%d}{order:03}"
    return body + ric.calc_check_digit(body + "0")


def _persons(scene: Any, unit: Any, variant: str, order: int) -> None:
    office = scene.people["office"]
    data = PersonData(
        name=f"单雄信{variant}",
        gender=Gender.MALE,
        birth_on=BORN,
        id_number=number(order),
        unit=unit,
        phone=f"1391234{order:04}",
        is_member=True,
        party_branch="机关党支部",
        joined_on=dt.date(2005, 7, 1),
    )
    person = enter(actor=office, data=data)
    post = start_post(
        actor=office,
        person=person,
        data=PostData(title="科长", started_on=dt.date(2020, 1, 1), unit=unit),
    )
    kin = add_kin(
        actor=office,
        person=person,
        data=KinData(
            relation=KinRelation.SPOUSE,
            source=KinSource.DECLARED,
            known_on=dt.date(2026, 1, 1),
            name="柳如烟",
        ),
    )
    of_person = ("person", "person_edit", "post_new", "kin_new")
    scene.add(variant, {"pk": person.pk}, *(f"people:{name}" for name in of_person))
    scene.add(variant, {"pk": person.pk, "field": SealedField.PHONE.value}, "people:reveal")
    scene.add(variant, {"pk": person.pk, "post": post.pk}, "people:post_end")
    scene.add(variant, {"pk": person.pk, "kin": kin.pk}, "people:kin_remove")


def _jobs(scene: Any) -> None:
    book = io.BytesIO()
    write_template(importers.get("units"), book)
    job = exchange.check_upload(
        actor=scene.people["sysadmin"],
        importer=importers.get("units"),
        upload=SimpleUploadedFile("单位.xlsx", book.getvalue()),
    )
    for name in ("check", "state", "apply", "cancel", "undo", "errors"):
        scene.add("", {"pk": job.pk}, f"exchange:import_{name}")
    taken = exchange.export(
        actor=scene.people["clerk"],
        exporter=exporters.get("duties"),
        params=QueryDict(),
        purpose="月度工作例会",
    )
    for name in ("job", "state", "file", "cancel"):
        scene.add("", {"pk": taken.pk}, f"exchange:export_{name}")
    scene.add("", {"pk": ExportRecord.objects.get(job=taken).pk}, "exchange:record")
    for name in ("import_start", "template"):
        for importer in offered(importers):
            scene.add(importer.code, {"code": importer.code}, f"exchange:{name}")
    for exporter in offered(exporters):
        scene.add(exporter.code, {"code": exporter.code}, "exchange:export")


def offered(register: Any) -> list[Any]:
    """Return what the portal offers; what another test of this process registered is left out."""
    return [one for one in register.everything() if not type(one).__module__.startswith("tests.")]


def _rest(scene: Any) -> None:
    clerk = scene.people["clerk"]
    for key in ("district-tiles", "district-latest", "own-tiles", "none"):
        scene.add(key, {"key": key}, "dashboards:panel")
    scene.add("", {"year": 2026}, "deadlines:year")
    notice = Notice.objects.filter(recipient=clerk).latest("id")
    scene.add("", {"pk": notice.pk}, "notifications:open")
    view = save_view(
        actor=clerk, list_key="accountability:duties", name="超期任务", query="light=red"
    )
    for name in ("rename", "default", "update", "delete"):
        scene.add("", {"pk": view.pk}, f"dashboards:view_{name}")
    scene.add("", {"pk": AuditEvent.objects.earliest("id").pk}, "audit:event")
    scene.add("", {"day": "2026-11-01"}, "audit:digest")
