"""What the look promises: every part draws, every text has Dutch."""
