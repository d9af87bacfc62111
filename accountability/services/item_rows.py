"""Write an item of a draft with its materials, units and rule; copy a whole list of them."""

from accountability.models import Checklist, ChecklistItem, CountedRule, Evidence
from accountability.selectors.checklists import counted_data, full_items
from accountability.values import ItemData

#: What stands in the item's own columns, as it was typed.
PLAIN = (
    *("number", "category", "title", "content", "standard", "basis", "score"),
    *("holder_role", "period", "due_rule"),
)


def write_item(item: ChecklistItem, data: ItemData) -> None:
    """Bring the item's rows to what the value says."""
    for name in PLAIN:
        setattr(item, name, getattr(data, name))
    item.stages = list(data.stages)
    item.save()
    item.units.set(data.unit_ids)
    _write_rule(item, data)
    item.evidence.all().delete()
    Evidence.objects.bulk_create(
        Evidence(
            item=item,
            name=material.name,
            is_required=material.is_required,
            stage=material.stage,
            position=position,
        )
        for position, material in enumerate(data.evidence)
    )


def _write_rule(item: ChecklistItem, data: ItemData) -> None:
    if data.counted is None:
        CountedRule.objects.filter(item=item).delete()
    else:
        CountedRule.objects.update_or_create(item=item, defaults=vars(data.counted))


def copy_items(source: Checklist, draft: Checklist) -> None:
    """Copy every item of one list to another, materials, units and rules alike."""
    items = full_items(source)
    copies = ChecklistItem.objects.bulk_create(
        ChecklistItem(
            checklist=draft,
            stages=list(item.stages),
            position=item.position,
            **{name: getattr(item, name) for name in PLAIN},
        )
        for item in items
    )
    pairs = list(zip(items, copies, strict=True))
    Evidence.objects.bulk_create(
        Evidence(
            item=copy,
            name=material.name,
            is_required=material.is_required,
            stage=material.stage,
            position=material.position,
        )
        for item, copy in pairs
        for material in item.evidence.all()
    )
    CountedRule.objects.bulk_create(
        CountedRule(item=copy, **vars(rule))
        for item, copy in pairs
        if (rule := counted_data(item)) is not None
    )
    through = ChecklistItem.units.through
    through.objects.bulk_create(
        through(checklistitem_id=copy.pk, unit_id=unit.pk)
        for item, copy in pairs
        for unit in item.units.all()
    )
