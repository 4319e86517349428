"""Choosing addresses to look at: published points, a list with reasons, evidence.

Nothing here decides: the list proposes, a person chooses, and outcomes say what it was
worth. Points never change by themselves.
"""
