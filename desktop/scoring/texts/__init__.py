"""Marks on texts judged: spans, relations, coreference chains, and the replies to questions, one file each."""
