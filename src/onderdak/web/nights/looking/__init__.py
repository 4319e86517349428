"""What needs a look in a provider's own entries: told at entry, and in one list."""
