"""The numbered versions of the record's schema."""
