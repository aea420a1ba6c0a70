"""Asking questions about a text or its parts, and keeping the replies."""
