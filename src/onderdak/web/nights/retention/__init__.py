"""Pages about how long data are kept, what goes, and the proof that it went."""
