"""The home page: panels and tiles that the apps offer."""
