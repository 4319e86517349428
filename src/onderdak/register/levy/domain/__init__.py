"""Pure decisions of the stay tax."""
