"""Pointer tools as generators: a press starts one, moves feed it, the last release ends it with a named step.

A tool knows no window. It is fed :class:`strokes.Pointer` values in image pixels, yields a :class:`strokes.Preview` of
what to show meanwhile and returns a :class:`strokes.Done`. Leaving it (Esc) is closing the generator: nothing has
happened yet.
"""
