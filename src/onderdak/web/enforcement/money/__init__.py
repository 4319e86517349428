"""Money: what is owed, claimed and paid, of one case and of the municipality."""
