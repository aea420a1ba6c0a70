"""Every shape that is drawn on a picture, one file a kind: plain values, no toolkit."""
