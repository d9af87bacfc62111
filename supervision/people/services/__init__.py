"""Every write of the people register."""
