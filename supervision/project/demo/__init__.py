"""Load the invented district: its people, lists, a year of duties at every light, and filings.

What happened is walked through the real services on a moved clock, so that the demo holds
nothing that the portal could not have written itself.
"""
