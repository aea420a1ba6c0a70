"""Answer x gold x rules -> findings -> score. Pure: no file, clock, chance, network or log."""
