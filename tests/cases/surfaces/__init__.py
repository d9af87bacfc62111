"""Screens of work and figures of clues and cases."""
