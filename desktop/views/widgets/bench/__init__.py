"""The benches: everything around a canvas or a text that a person labels with."""
