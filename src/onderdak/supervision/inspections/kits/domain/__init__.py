"""What a checklist is, without a framework."""
