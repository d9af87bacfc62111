"""Content of the demonstration: an invented district, its lists and what its units filed."""
