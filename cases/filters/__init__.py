"""How the lists of clues are narrowed."""
