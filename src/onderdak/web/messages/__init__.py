"""Pages of the mail that went out: did it arrive, and trying it again."""
