"""What hostile or careless requests get."""
