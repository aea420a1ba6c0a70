"""The bodies of events: one pydantic model per kind, by area."""
