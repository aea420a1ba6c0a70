"""Tokens, palette, stylesheet, icons and fonts: the only place with a colour, a size or a font name."""
