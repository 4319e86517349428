"""Pages of who works at the report desk."""
