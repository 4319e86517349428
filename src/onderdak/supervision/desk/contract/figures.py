"""The door for figures: exact ones inside the house, and what was published."""

from onderdak.supervision.desk.counting import area_names, counted
from onderdak.supervision.desk.domain.figures import (
    FOLLOWED,
    NOWHERE,
    Line,
    Published,
    without_exploitation,
)
from onderdak.supervision.desk.figures import (
    Figures,
    Spot,
    figures,
    kinds_told,
    sees_exploitation,
    waste_spots,
)
from onderdak.supervision.desk.models import PublishedFigures
from onderdak.supervision.desk.publishing import (
    finished_periods,
    publish_finished,
    published_figures,
    published_names,
)

__all__ = [
    "FOLLOWED",
    "NOWHERE",
    "Figures",
    "Line",
    "Published",
    "PublishedFigures",
    "Spot",
    "area_names",
    "counted",
    "figures",
    "finished_periods",
    "kinds_told",
    "publish_finished",
    "published_figures",
    "published_names",
    "sees_exploitation",
    "waste_spots",
    "without_exploitation",
]
