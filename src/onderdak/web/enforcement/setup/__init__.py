"""What a municipality decides for itself: its matrix, and its amounts."""
