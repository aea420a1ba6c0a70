"""Text scoring beside seqeval and nervaluate: one corpus of flat spans, three scorers, the same strict F1."""
