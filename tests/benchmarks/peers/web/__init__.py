"""One document with many spans and relations in Label Studio (headless Chromium) and in ours: open, scroll, add a span."""
