"""Jobs in real worker processes, killed in the middle of their work."""
