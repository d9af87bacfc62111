"""The workloads: `make bench` prints one table; ratios count, not absolute times."""
