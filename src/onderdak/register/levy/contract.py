"""The door of levy: what other rooms, pages and commands may use."""

from onderdak.register.levy.queries import taxable_nights

__all__ = ["taxable_nights"]
