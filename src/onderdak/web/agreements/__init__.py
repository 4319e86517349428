"""Pages of agreements: the list, one agreement, and recording what was agreed."""
