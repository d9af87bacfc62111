"""What decomposition offers: the sections of a duty's page and the export of the tree."""

from accountability.exporters.parts import PartExporter
from accountability.sections import Section, register
from accountability.selectors import part_page

__all__ = ["PartExporter"]

register(
    Section(
        key="part-above",
        place="duty-side",
        template="accountability/parts/above.html",
        load=part_page.above,
        order=5,
        in_past=True,
    )
)
register(
    Section(
        key="parts",
        place="duty-main",
        template="accountability/parts/section.html",
        load=part_page.section,
        order=10,
        in_past=True,
    )
)
