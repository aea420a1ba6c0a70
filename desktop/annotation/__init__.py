"""What a person marks: shapes and spans, the document that holds them, its edits and history."""
