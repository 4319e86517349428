"""Pages of the room of inspections."""
