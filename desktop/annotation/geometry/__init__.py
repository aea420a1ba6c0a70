"""The geometry of drawing: plain points, rings and pixels in, plain values out. No window, no document, no shapes.

Coordinates are raw image pixels, continuous, y down: the pixel in column c and row r covers [c, c+1) x [r, r+1).
"""
