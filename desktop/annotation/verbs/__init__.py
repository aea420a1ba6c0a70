"""What keys and buttons do to marks that are there: areas joined and cut, kinds changed, order, groups, copies."""
