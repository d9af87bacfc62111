"""Every read of the people register, each cut by what the reader may see."""
