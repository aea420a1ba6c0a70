"""Blueprint -> form -> sitting -> decision, and the statistics behind a claim."""
