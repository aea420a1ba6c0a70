"""Short questions put to the user in a window of their own."""
