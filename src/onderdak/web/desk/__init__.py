"""Pages of the room of desk."""
