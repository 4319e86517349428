"""The door of quality for photos of a location."""

from onderdak.housing.quality.destruction import PHOTOS
from onderdak.housing.quality.models import Photo
from onderdak.housing.quality.photo_actions import About, add_photo, remove_photo
from onderdak.housing.quality.photo_queries import photo_drawn, photos_of

__all__ = [
    "PHOTOS",
    "About",
    "Photo",
    "add_photo",
    "photo_drawn",
    "photos_of",
    "remove_photo",
]
