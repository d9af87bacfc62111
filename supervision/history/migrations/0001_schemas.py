"""The two schemas of row history, the portal's instant, and the list of tracked tables."""

from django.db import migrations

FORWARDS = """
    -- `history` holds the versions, `asof` a view of each tracked table at one past instant.
    CREATE SCHEMA history;
    CREATE SCHEMA asof;
    GRANT USAGE ON SCHEMA history, asof TO PUBLIC;

    CREATE FUNCTION history.portal_now() RETURNS timestamptz LANGUAGE plpgsql AS $$
    DECLARE
        moved text := NULLIF(current_setting('portal.clock_shift', true), '');
    BEGIN
        IF moved IS NULL THEN
            SELECT seconds::text INTO moved
            FROM public.deadlines_clockshift ORDER BY id DESC LIMIT 1;
        END IF;
        RETURN clock_timestamp() + make_interval(secs => COALESCE(moved, '0')::double precision);
    END $$;

    CREATE TABLE history.tracked (
        name text PRIMARY KEY,
        since timestamptz NOT NULL
    );

    -- Versions are written by the triggers of the tracked tables and by nothing else.
    CREATE FUNCTION history.guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP IN ('DELETE', 'TRUNCATE') OR pg_trigger_depth() < 2 THEN
            RAISE EXCEPTION 'history.% is written by its triggers alone', TG_TABLE_NAME;
        END IF;
        RETURN NULL;
    END $$;
"""
BACKWARDS = "DROP SCHEMA asof CASCADE; DROP SCHEMA history CASCADE;"


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
