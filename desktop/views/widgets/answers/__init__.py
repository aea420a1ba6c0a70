"""Models' answers side by side: shown safely, compared, ranked."""
