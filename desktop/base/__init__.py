"""Ground that knows nothing of annotation: errors, places, clock, files, settings, wording."""
