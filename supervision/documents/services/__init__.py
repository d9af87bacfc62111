"""Every write of official documents, one module a use."""
