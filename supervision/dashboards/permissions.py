"""The acts of the home page that need a post."""

#: Arrange the portal map: names, order, addresses, badges.
EDIT_MAP = "dashboards.edit_map"
