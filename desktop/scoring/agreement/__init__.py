"""How far people agree who marked the same thing, with no gold between them."""
