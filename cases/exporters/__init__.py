"""Clues, cases and their figures as workbooks."""
