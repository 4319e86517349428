"""Pages of the ranking of addresses: the list, the points, and what they bring."""
