"""The demonstration: a scripted trainee and instructor at the real window, with mouse and keys."""
