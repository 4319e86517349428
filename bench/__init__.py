"""Speed and scale: each promise as a ratio against a yardstick of the same run."""
