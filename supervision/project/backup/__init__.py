"""Take the database and the files out of the portal together, and bring them back."""
