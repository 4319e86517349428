"""What the outbox decides, without a database."""
