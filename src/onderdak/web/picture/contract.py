"""The door of the pages of the picture: what pages of other rooms build on."""

from onderdak.web.picture.neighbourhoods.hours import today as neighbourhood_home

__all__ = ["neighbourhood_home"]
