"""What a report is, apart from where it is kept."""
