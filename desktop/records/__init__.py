"""The SQLite record: the event journal and the tables rebuilt from it. The only SQL in the project."""
