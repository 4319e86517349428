"""Pages with which a report is made, read, signed, added to, and checked."""
