"""Compare filings and raise doubts: every run may be repeated, the same doubt comes once."""

from accountability.services.detection.running import catch_up, look, look_at_everything

__all__ = ["catch_up", "look", "look_at_everything"]
