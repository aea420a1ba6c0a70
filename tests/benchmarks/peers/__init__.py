"""The canvas beside labelme and X-AnyLabeling: one run, the same files, the same steps (``make bench-peers``)."""
