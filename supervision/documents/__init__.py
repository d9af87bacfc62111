"""Official documents: drafted from data, signed by a second person, numbered, printed, tracked."""
