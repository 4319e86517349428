"""Pages that everyone may see, and what was said about showing it."""
