"""PDOK Locatieserver: the public search for Dutch addresses."""
