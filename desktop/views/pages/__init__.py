"""One page per file; pages never import each other."""
