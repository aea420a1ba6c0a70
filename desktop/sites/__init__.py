"""Signed bundles between workstation, site and centre (comes with a later release)."""
