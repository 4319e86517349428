"""The door of the pages of the picture: what pages of other rooms build on."""

from onderdak.web.picture.neighbourhoods.hours import today as neighbourhood_home
from onderdak.web.picture.ranking.assessing import waiting_todos

__all__ = ["neighbourhood_home", "waiting_todos"]
