"""Pages of how a location is managed and reached."""
