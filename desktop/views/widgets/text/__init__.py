"""The text view: the spans of a text, painted in lanes over lazily laid rows."""
