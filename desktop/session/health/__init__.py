"""The self-test: what is looked at on a PC, what was found, and how it is told."""
