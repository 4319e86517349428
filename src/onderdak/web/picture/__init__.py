"""Pages of the room of picture."""
