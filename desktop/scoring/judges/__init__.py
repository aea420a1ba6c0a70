"""The judges of shapes, one kind a file, and what holds them together. Loaded only where shapes are graded (numpy, GEOS)."""
