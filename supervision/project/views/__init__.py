"""Addresses for machines: is the process alive, can the portal work, how does it do."""
