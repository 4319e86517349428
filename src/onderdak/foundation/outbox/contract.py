"""The door of the outbox."""

from onderdak.foundation.outbox.writer import announce

__all__ = ["announce"]
