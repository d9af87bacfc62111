"""The lock behind the service, second door: a unit does not slip out of a lock that has begun."""

from django.db import migrations

FORWARDS = """
    CREATE FUNCTION public.accountability_assessment_units_stay() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM accountability_assessment a WHERE a.id = OLD.assessment_id
            AND a.status = 'planned' AND a.locks_at <= history.portal_now()
        ) THEN
            RAISE EXCEPTION 'the lock has begun: the units of an assessment stay'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER units_stay BEFORE UPDATE OR DELETE ON public.accountability_assessment_units
    FOR EACH ROW EXECUTE FUNCTION public.accountability_assessment_units_stay();
"""
BACKWARDS = """
    DROP TRIGGER units_stay ON public.accountability_assessment_units;
    DROP FUNCTION public.accountability_assessment_units_stay();
"""


class Migration(migrations.Migration):

    dependencies = [("accountability", "0006_walls_and_ladders")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
