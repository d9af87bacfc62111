"""Make the demo larger: further districts with copies of the first one's year, in SQL."""

from django.db import connection, transaction

from supervision.organizations.models import Unit

_UNITS = """
    INSERT INTO organizations_unit
        (path, depth, numchild, code, name, short_name, kind, position, is_active)
    SELECT %(root)s || substr(path, 5), depth, numchild, 'D' || %(n)s || '-' || code,
           replace(name, '清江区', '清江' || %(n)s || '区') ||
               CASE WHEN name LIKE '%%清江区%%' THEN '' ELSE '（清江' || %(n)s || '区）' END,
           short_name, kind, position, is_active
    FROM organizations_unit WHERE path LIKE '0001%%' AND depth > 1
"""
_PAIRS = """
    CREATE TEMP TABLE pair ON COMMIT DROP AS
    SELECT old.id AS old_id, new.id AS new_id
    FROM organizations_unit old JOIN organizations_unit new
      ON new.code = 'D' || %(n)s || '-' || old.code
"""
_ASSIGNMENTS = """
    INSERT INTO accountability_assignment (item_id, unit_id, holder_name, assigned_at, ended_at)
    SELECT item_id, new_id, holder_name, assigned_at, ended_at
    FROM accountability_assignment JOIN pair ON old_id = unit_id
"""
_DUTY = (
    "title, year, period_key, stage_count, filed_count, last_filed_at, is_late, withdrawn_at, "
    "urged_count, term_code, term_length, term_unit, term_rolls, term_warn, term_basis, "
    "started_at, due_at, extended_to, paused_at, closed_at, warn_at, is_provisional"
)
_DUTIES = f"""
    INSERT INTO accountability_duty (number, unit_id, assignment_id, task_list_id, {_DUTY})
    SELECT %(n)s || '-' || number, pair.new_id, copied.id, d.task_list_id,
           {", ".join(f"d.{name}" for name in _DUTY.split(", "))}
    FROM accountability_duty d JOIN pair ON pair.old_id = d.unit_id
    LEFT JOIN accountability_assignment origin ON origin.id = d.assignment_id
    -- A part handed to another unit keeps the assignment of the unit that answers for the whole.
    LEFT JOIN pair AS answering ON answering.old_id = origin.unit_id
    LEFT JOIN accountability_assignment copied
      ON copied.item_id = origin.item_id AND copied.unit_id = answering.new_id
"""
_FILING = (
    "kind, stage, stage_name, is_final, event_on, text, archive_box, submitted_by_id, "
    "submitted_at, due_at, is_late, gap_days, file_count"
)
_FILINGS = f"""
    INSERT INTO accountability_filing (token, duty_id, unit_id, receipt, {_FILING})
    SELECT gen_random_uuid(), new.id, new.unit_id, %(n)s || '-' || f.receipt,
           {", ".join(f"f.{name}" for name in _FILING.split(", ")).replace("f.file_count", "0")}
    FROM accountability_filing f JOIN accountability_duty old ON old.id = f.duty_id
    JOIN accountability_duty new ON new.number = %(n)s || '-' || old.number
"""


@transaction.atomic
def add_district(number: int) -> bool:
    """Add the numbered district with its units, duties and filings; False where it is there."""
    if Unit.objects.filter(code=f"D{number}").exists():
        return False
    name = f"清江{number}区"
    root = Unit.objects.add_root(
        instance=Unit(
            code=f"D{number}", name=name, short_name=name, kind="district", position=number
        )
    )
    Unit.objects.filter(pk=root.pk).update(
        numchild=Unit.objects.filter(depth=2, path__startswith="0001").count()
    )
    with connection.cursor() as cursor:
        for statement in (_UNITS, _PAIRS, _ASSIGNMENTS, _DUTIES, _FILINGS):
            cursor.execute(statement, {"n": str(number), "root": root.path})
    return True
