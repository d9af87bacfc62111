"""A patrol with a filing read, a sample drawn and a check made; a trace."""

import datetime as dt
from typing import Any

from accountability.services import patrol_readings, patrols, spot_checks, traces
from supervision import clock
from supervision.dashboards.models import PortalSystem


def build(scene: Any, units: Any) -> None:
    """Patrol the filings there are, draw one, check it, trace back; offer their addresses."""
    office, officer = scene.people["office"], scene.people["officer"]
    today = clock.today()
    patrol = patrols.open_patrol(actor=office, name="线上巡查", since=today, until=today)
    entry = patrols.take_next(actor=officer, patrol=patrol)
    assert entry is not None
    patrol_readings.read(
        actor=officer, entry=entry, verdict="field_check", note="请核对签到表原件。"
    )
    sample = spot_checks.draw_sample(
        actor=office,
        patrol=patrol,
        size=1,
        each_unit=False,
        check_by=today + dt.timedelta(days=9),
    )
    drawn = sample.checks.get()
    spot_checks.enter_result(
        actor=officer, check=drawn, outcome="agrees", note="", checked_on=today
    )
    trace = traces.begin_trace(
        actor=office,
        unit=units.water,
        problem="群众反映台账不实。",
        purpose="研究是否问责",
        since=today - dt.timedelta(days=30),
        until=today,
        known_on=today,
    )
    own = "accountability:{}".format
    of_patrol = ("patrol", "patrol_next", "patrol_close", "patrol_draw")
    scene.add("", {"pk": patrol.pk}, *map(own, of_patrol))
    scene.add("", {"pk": entry.pk}, own("patrol_entry"), own("patrol_put_back"))
    of_sample = ("patrol_sample", "patrol_proof", "patrol_sheet")
    scene.add("", {"pk": sample.pk}, *map(own, of_sample))
    scene.add("", {"pk": drawn.pk}, own("spot_check"))
    scene.add("", {"pk": trace.pk}, own("trace"), own("trace_report"))
    scene.add("", {"pk": units.water.pk}, own("unit_year"))
    scene.add("township", {"pk": units.township.pk}, own("unit_year"))
    place = PortalSystem.objects.get(code="villages")
    scene.add("", {"pk": place.pk}, "dashboards:map_system")
