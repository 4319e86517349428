"""Who is in a building now: numbers for the control room, names in a calamity only."""
