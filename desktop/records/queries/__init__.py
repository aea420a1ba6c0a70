"""What may be asked of a record: functions that take it first and return frozen dataclasses."""
