"""How each kind of shape looks in a tile: one module for each family of kinds."""
