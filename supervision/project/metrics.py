"""Figures for Prometheus that a process counts itself; those of the database are in gauges."""

from prometheus_client import Counter, Histogram

REQUESTS = Histogram(
    "portal_request_seconds",
    "Time from the first byte read to the answer, by route",
    ["route", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
QUERIES = Counter("portal_request_queries", "Statements sent to the database, by route", ["route"])
SIGN_IN_FAILURES = Counter("portal_sign_in_failures", "Refused sign-ins")
