"""What a person said or decided stands: walls around words, decisions, records and numbers."""

import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.conf import settings
from django.db import migrations, models
from supervision.web.at_once import AtOnce


class Migration(AtOnce):

    dependencies = [
        ('accountability', '0014_patrols'),
        ('documents', '0004_hands'),
        ('organizations', '0003_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='doubt',
            name='not_the_filer',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='origin_stays',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='materialdecision',
            name='second_person',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='handed_in_stands', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status <> 'scoring' AND NEW.status <> 'scoring' AND ROW(NEW.summary, NEW.submitted_by_id, NEW.submitted_at) IS DISTINCT FROM ROW(OLD.summary, OLD.submitted_by_id, OLD.submitted_at))", func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='93083ca2b6e293043acaa2456bc641d94d1a2a83', operation='UPDATE', pgid='pgtrigger_handed_in_stands_dd98b', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='result_stands', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status = 'confirmed' AND ROW(NEW.confirmed_by_id, NEW.confirmed_at) IS DISTINCT FROM ROW(OLD.confirmed_by_id, OLD.confirmed_at))", func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='3bd249c3cb508c036a02f27fff175e89fe6fb521', operation='UPDATE', pgid='pgtrigger_result_stands_b97f1', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='feedback_stands', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.feedback_at IS NOT NULL AND ROW(NEW.feedback_at, NEW.rectify_by) IS DISTINCT FROM ROW(OLD.feedback_at, OLD.rectify_by))', func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='845b9a3ebb1435a282cbb472e507b6c0369b63dc', operation='UPDATE', pgid='pgtrigger_feedback_stands_b5817', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.sheet_id, NEW.indicator_id, NEW.points, NEW.reason, NEW.problem_id, NEW.filing_id, NEW.given_by_id, NEW.given_at) IS DISTINCT FROM (OLD.sheet_id, OLD.indicator_id, OLD.points, OLD.reason, OLD.problem_id, OLD.filing_id, OLD.given_by_id, OLD.given_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='cc1164f6dd6f2a784417300d48eb9bc910189f10', operation='UPDATE', pgid='pgtrigger_origin_stays_c5e20', table='accountability_deduction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='40ff8a280bac94c0d85191dac7bc6f97432a62ee', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_86c88', table='accountability_deduction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doubt',
            trigger=pgtrigger.compiler.Trigger(name='words_stand', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.status = NEW.status AND ROW(NEW.question, NEW.asked_by_id, NEW.asked_at, NEW.explanation, NEW.explained_by_id, NEW.explained_at, NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM ROW(OLD.question, OLD.asked_by_id, OLD.asked_at, OLD.explanation, OLD.explained_by_id, OLD.explained_at, OLD.decision, OLD.decided_by_id, OLD.decided_at))', func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='7d25477a6978a626def9c106fc830dc1f5801518', operation='UPDATE', pgid='pgtrigger_words_stand_3fd23', table='accountability_doubt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doubt',
            trigger=pgtrigger.compiler.Trigger(name='not_the_filer', sql=supervision.web.walls.WallSql(condition='WHEN (NEW.decided_by_id IS NOT NULL)', func="\n                    IF NEW.decided_by_id = NEW.explained_by_id OR EXISTS (\n                        SELECT 1 FROM accountability_filing f\n                        WHERE f.id IN (NEW.filing_id, NEW.other_filing_id)\n                          AND f.submitted_by_id = NEW.decided_by_id\n                    ) THEN\n                        RAISE EXCEPTION 'whoever filed or explained does not decide on the doubt'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='61085c1fefa3c78995d164172f70b99bdb36077e', operation='UPDATE OF "decided_by_id"', pgid='pgtrigger_not_the_filer_cc8a3', table='accountability_doubt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='statement_stands', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.stated_at IS NOT NULL AND (NEW.statement, NEW.stated_by_id, NEW.stated_at, NEW.evidence_count) IS DISTINCT FROM (OLD.statement, OLD.stated_by_id, OLD.stated_at, OLD.evidence_count))', func="RAISE EXCEPTION 'a unit is heard once, on the evidence as it stands' USING ERRCODE = 'check_violation';", hash='78e00b6f853eb1238b10038d45f322c432cc954e', operation='UPDATE', pgid='pgtrigger_statement_stands_46752', table='accountability_falsification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='decision_stands', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status <> 'proposed' AND NEW.status = OLD.status AND (NEW.opinion, NEW.decided_by_id, NEW.decided_at, NEW.waiver_reason, NEW.waived_by_id, NEW.waived_at, NEW.evidence_count, NEW.stated_at) IS DISTINCT FROM (OLD.opinion, OLD.decided_by_id, OLD.decided_at, OLD.waiver_reason, OLD.waived_by_id, OLD.waived_at, OLD.evidence_count, OLD.stated_at))", func="RAISE EXCEPTION 'a decision is made once' USING ERRCODE = 'check_violation';", hash='4f98da47ce7dba1e2e18c6e5b19c19e9306a7d0c', operation='UPDATE', pgid='pgtrigger_decision_stands_fae2a', table='accountability_falsification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='avoidance', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status IN ('confirmed', 'rejected'))", func="\n                    IF EXISTS (\n                        SELECT 1 FROM accounts_posting p\n                        WHERE p.unit_id = NEW.unit_id AND p.user_id = NEW.decided_by_id\n                    ) OR EXISTS (\n                        SELECT 1 FROM accountability_filing f\n                        WHERE f.id = NEW.filing_id AND f.submitted_by_id = NEW.decided_by_id\n                    ) THEN\n                        RAISE EXCEPTION 'nobody decides on a unit of their own'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='06aafa14221557e633db75720b35c45e267eee5e', operation='UPDATE OF "status", "decided_by_id"', pgid='pgtrigger_avoidance_e5fa5', table='accountability_falsification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='shown_for_good', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.shown_at IS NOT NULL AND ROW(NEW.shown_at) IS DISTINCT FROM ROW(OLD.shown_at))', func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='588aedbe925a2498b4c9585b9ca1a046514daf52', operation='UPDATE', pgid='pgtrigger_shown_for_good_8eb4f', table='accountability_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='withdrawal_stands', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status = 'withdrawn' AND ROW(NEW.withdrawal_reason, NEW.withdrawn_by_id, NEW.withdrawn_at) IS DISTINCT FROM ROW(OLD.withdrawal_reason, OLD.withdrawn_by_id, OLD.withdrawn_at))", func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='b0f921a9b63355a14c421db7556188550df8feb2', operation='UPDATE', pgid='pgtrigger_withdrawal_stands_a0019', table='accountability_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.unit_id, NEW.kind, NEW.requirement, NEW.basis, NEW.drafted_by_id, NEW.drafted_at) IS DISTINCT FROM (OLD.unit_id, OLD.kind, OLD.requirement, OLD.basis, OLD.drafted_by_id, OLD.drafted_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='cb57e6c9529b28d91f1653c48badad8d1045afd4', operation='UPDATE', pgid='pgtrigger_origin_stays_626f8', table='accountability_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='paper_stays', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.document_id IS NOT NULL AND ROW(NEW.document_id) IS DISTINCT FROM ROW(OLD.document_id))', func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='027ea5571a6170fe7376cca38c77008f1e912b5e', operation='UPDATE', pgid='pgtrigger_paper_stays_07364', table='accountability_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='settled_once', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.closed_at IS NOT NULL AND ROW(NEW.closed_by_id, NEW.closed_at) IS DISTINCT FROM ROW(OLD.closed_by_id, OLD.closed_at))', func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='ef108d6b6ac458af121818903923600e94b5eff0', operation='UPDATE', pgid='pgtrigger_settled_once_b95b2', table='accountability_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='materialdecision',
            trigger=pgtrigger.compiler.Trigger(name='second_person', sql=supervision.web.walls.WallSql(func="\n        IF EXISTS (\n            WITH RECURSIVE versions AS (\n                SELECT m.recorded_by_id, m.supersedes_id\n                FROM accountability_materialrecord m WHERE m.id = NEW.record_id\n                UNION\n                SELECT m.recorded_by_id, m.supersedes_id\n                FROM accountability_materialrecord m JOIN versions v ON m.id = v.supersedes_id\n            )\n            SELECT 1 FROM versions WHERE recorded_by_id = NEW.decided_by_id\n        ) THEN\n            RAISE EXCEPTION 'whoever wrote a record does not decide what it counts for'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='c87419e7a9af970e49db9a4f3671045226d9d4ad', operation='INSERT', pgid='pgtrigger_second_person_3d997', table='accountability_materialdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberseries',
            trigger=pgtrigger.compiler.Trigger(name='only_forward', sql=supervision.web.walls.WallSql(condition='WHEN (NEW.last <= OLD.last OR NEW.code <> OLD.code)', func="RAISE EXCEPTION 'a series of numbers runs forward' USING ERRCODE = 'check_violation';", hash='48f98d545c7c33a4167b21bfe4f075e908ab275c', operation='UPDATE', pgid='pgtrigger_only_forward_0dfcd', table='accountability_numberseries', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberseries',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='72db37601836fd07a97adb54461391bff0db8ca6', operation='DELETE', pgid='pgtrigger_never_deleted_b41ef', table='accountability_numberseries', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberseries',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='b5fb011e5d26d9ee8efdad84bb4cc82340f5db35', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_59f87', table='accountability_numberseries', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planrow',
            trigger=pgtrigger.compiler.Trigger(name='only_in_drafts', sql=supervision.web.walls.WallSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM accountability_rectificationplan p\n                        WHERE p.status <> 'draft' AND (\n                            (TG_OP <> 'INSERT' AND p.id = OLD.plan_id)\n                            OR (TG_OP <> 'DELETE' AND p.id = NEW.plan_id)\n                        )\n                    ) THEN\n                        RAISE EXCEPTION 'the rows of a plan in force stay'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN\n                        RETURN OLD;\n                    END IF;\n                    RETURN NEW;\n                ", hash='c7e97caae4488ea0f7bdd708b04cf4020f799c24', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_only_in_drafts_0e8a6', table='accountability_planrow', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planrow',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='0dda0a62fa04e6250862670d630ee0812e795a77', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9afb5', table='accountability_planrow', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_stands', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status <> 'draft' AND ROW(NEW.title, NEW.causes, NEW.submitted_by_id, NEW.submitted_at) IS DISTINCT FROM ROW(OLD.title, OLD.causes, OLD.submitted_by_id, OLD.submitted_at))", func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='c9ebd852067f8be6474b0e3d288d4b311fac2b5c', operation='UPDATE', pgid='pgtrigger_plan_stands_4b328', table='accountability_rectificationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoreround',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='a8cb4b3143cd8e0e7bb7b126d1ad2db57b7de2b0', operation='DELETE', pgid='pgtrigger_never_deleted_34b21', table='accountability_scoreround', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoreround',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.year, NEW.opens_on, NEW.closes_on, NEW.created_by_id, NEW.created_at) IS DISTINCT FROM (OLD.year, OLD.opens_on, OLD.closes_on, OLD.created_by_id, OLD.created_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='6c2d42f315c70bd36928866d6a6e7529c4ad5411', operation='UPDATE', pgid='pgtrigger_origin_stays_c252e', table='accountability_scoreround', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='record_stands', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status <> 'planned' AND ROW(NEW.planned_at, NEW.place, NEW.talked_on, NEW.talk, NEW.result, NEW.held_by_id, NEW.held_at, NEW.cancel_reason, NEW.cancelled_by_id, NEW.cancelled_at) IS DISTINCT FROM ROW(OLD.planned_at, OLD.place, OLD.talked_on, OLD.talk, OLD.result, OLD.held_by_id, OLD.held_at, OLD.cancel_reason, OLD.cancelled_by_id, OLD.cancelled_at))", func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='d9ca6e2e1c6fa8b2343dffa2bd572c595211c2da', operation='UPDATE', pgid='pgtrigger_record_stands_e9f08', table='accountability_summons', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['confirmed', 'rejected']), _negated=True), ('stated_by__isnull', True), models.Q(('decided_by', models.F('stated_by')), _negated=True), _connector='OR'), name='falsification_not_by_the_heard'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(('hearing_ends_at__gt', models.F('proposed_at'))), name='falsification_has_a_hearing'),
        ),
    ]
