"""Files handed in: checked on the way in, kept outside the web root, sent only through a gate."""
