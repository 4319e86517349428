"""Pages with which a report goes to a partner, and the partner's own page."""
