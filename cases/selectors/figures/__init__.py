"""Figures over all clues, for whoever may read them; no sealed field is touched."""
