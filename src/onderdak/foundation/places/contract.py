"""The door of places."""

from onderdak.foundation.places.models import Address, Area, DwellingObject

__all__ = ["Address", "Area", "DwellingObject"]
