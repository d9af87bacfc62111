"""Inbox and to-do list."""
