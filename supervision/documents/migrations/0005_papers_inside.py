"""Let a paper stay inside: without units it names in its words whom it reports to."""

import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_hands'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='officialdocument',
            name='issued_whole',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officialdocument',
            trigger=pgtrigger.compiler.Trigger(name='issued_whole', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status = 'submitted' AND NEW.status = 'signed')", constraint='CONSTRAINT', func="\n            IF NOT EXISTS (\n                SELECT 1 FROM attachments_attachment f\n                WHERE f.owner_type = 'documents.officialdocument'\n                  AND f.owner_id = NEW.id::text AND f.slot = 'docx'\n            ) THEN\n                RAISE EXCEPTION 'a paper is issued with its file';\n            END IF;\n            IF EXISTS (\n                SELECT 1 FROM documents_addressee a\n                WHERE a.document_id = NEW.id AND NOT EXISTS (\n                    SELECT 1 FROM documents_delivery d\n                    WHERE d.document_id = a.document_id AND d.unit_id = a.unit_id)\n            ) OR (coalesce(NEW.content->>'addressee', '') = '' AND NOT EXISTS (\n                SELECT 1 FROM documents_addressee a WHERE a.document_id = NEW.id\n            )) THEN\n                RAISE EXCEPTION 'a paper is issued to each of its units';\n            END IF;\n            RETURN NULL;\n        ", hash='f801b1ef1b5eca442f043d1233686c08c35ff750', operation='UPDATE', pgid='pgtrigger_issued_whole_1addd', table='documents_officialdocument', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
