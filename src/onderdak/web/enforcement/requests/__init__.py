"""Requests to enforce: received, put off, decided."""
