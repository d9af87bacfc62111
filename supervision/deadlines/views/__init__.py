"""Pages of deadlines."""
