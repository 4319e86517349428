"""Places kept in reserve: with whom, how many, how long, and whom to call at night."""
