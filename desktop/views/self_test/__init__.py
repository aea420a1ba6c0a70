"""The self-test with the toolkit in it: what is looked at on the screen, the window, the paper, and the silent run."""
