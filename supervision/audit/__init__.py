"""The append-only audit record."""
