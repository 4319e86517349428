"""Pages of the room of care."""
