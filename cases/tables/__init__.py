"""Lists of clues."""
