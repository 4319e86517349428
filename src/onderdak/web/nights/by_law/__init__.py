"""Pages on what a by-law asks beyond the law, for those who govern and who declare."""
