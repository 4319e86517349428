"""Pages of neighbourhoods: what is counted there, and the hours of who walks there."""
