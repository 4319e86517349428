"""Pure decisions of the night register."""
