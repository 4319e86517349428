"""The doors through which a phone sends what was typed, and its photos."""
