"""The page of an evening: tonight at one location, with one thumb."""
