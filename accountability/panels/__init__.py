"""Panels of the home page."""
