"""Who is in a building now: the control room's page, its links, and a calamity."""
