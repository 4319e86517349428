"""Letters: written, read by a second person, dispatched, and followed to the door."""
