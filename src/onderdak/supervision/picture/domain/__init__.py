"""Pure decisions of the picture."""
