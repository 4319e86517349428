"""The worker: two processes with a place for each queue, kept alive together."""
