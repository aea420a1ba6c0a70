"""The image canvas: one painted widget in parts: events, view, picture tiles, box tiles, live marks."""
