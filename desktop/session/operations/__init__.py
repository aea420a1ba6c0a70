"""One module per area, one function per user verb; each returns the Changes it made."""
