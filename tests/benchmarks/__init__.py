"""Measurements, run by ``make bench``: ratios against a peer or a physical floor in the same run, never a pass or fail."""
