"""Version 1 of the API, room by room: one operation a file."""
