"""How alike two texts or two pictures are: arithmetic over arrays, no database, no words."""
