"""What agreements mean, without a database."""
