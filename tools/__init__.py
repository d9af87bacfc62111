"""The commands behind the Makefile: environment, embedded services, launcher, checks, catalogue."""
