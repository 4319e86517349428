"""Pure decisions of privacy: on which ground may a sealed identity be opened."""
