"""The picture of an address, on a real database."""
