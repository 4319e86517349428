"""Systems of others, each behind a port of the room that needs it."""
