"""What every wing stands on: outbox, identity, privacy, places and parties."""
