"""Norms: facts of a location in, findings out."""
