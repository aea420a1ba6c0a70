"""The measures themselves, over plain points, arrays and texts: no mark, no rule, no order. One family a file."""
