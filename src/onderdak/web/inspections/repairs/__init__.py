"""Pages of repair: the letter, the lists, proof by account or link, and judging it."""
