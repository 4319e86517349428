"""The door of places."""

from onderdak.foundation.places.models import Address, Area, DwellingObject
from onderdak.foundation.places.recording import NewAddress, record_address

__all__ = ["Address", "Area", "DwellingObject", "NewAddress", "record_address"]
