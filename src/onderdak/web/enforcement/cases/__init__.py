"""The cases of a municipality: the list, one case, opening and closing it."""
