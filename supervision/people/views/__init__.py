"""Pages of the people register."""
