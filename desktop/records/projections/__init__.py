"""How each kind of event changes the tables: one function per kind, the same live and in a rebuild."""
