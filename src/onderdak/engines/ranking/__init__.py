"""Ranking of addresses by fixed, published points that explain themselves.

Pure computation: no packages beyond the base, no clock, no database. Points are written
by people and never learn; what they give is said in words, and what is unknown too.
"""

from onderdak.engines.ranking.catalogue import (
    Catalogue,
    Catalogued,
    Dated,
    LightStep,
    Subject,
    Unit,
    load_catalogue,
    read_catalogue,
    shipped_catalogues,
    why_forbidden,
)
from onderdak.engines.ranking.evaluation import (
    AtCapacity,
    Band,
    Replay,
    Share,
    Visited,
    at_capacity,
    bands,
    first_without,
    replay,
    stability,
)
from onderdak.engines.ranking.faults import Fault, Unreadable
from onderdak.engines.ranking.groups import (
    Counts,
    GroupRates,
    Without,
    counted,
    group_rates,
    ratios_without,
)
from onderdak.engines.ranking.intervals import (
    Interval,
    Ratio,
    lift_within,
    ratio_of_shares,
    wilson,
)
from onderdak.engines.ranking.order import MODULUS, Lot, id_number, lot
from onderdak.engines.ranking.points import (
    Indicator,
    PointSet,
    Step,
    catalogue_named,
    read_points,
    steps_digest,
)
from onderdak.engines.ranking.scoring import (
    Fate,
    Part,
    Scored,
    fate_on,
    lightest_step,
    ranked,
    score,
)

__all__ = [
    "MODULUS",
    "AtCapacity",
    "Band",
    "Catalogue",
    "Catalogued",
    "Counts",
    "Dated",
    "Fate",
    "Fault",
    "GroupRates",
    "Indicator",
    "Interval",
    "LightStep",
    "Lot",
    "Part",
    "PointSet",
    "Ratio",
    "Replay",
    "Scored",
    "Share",
    "Step",
    "Subject",
    "Unit",
    "Unreadable",
    "Visited",
    "Without",
    "at_capacity",
    "bands",
    "catalogue_named",
    "counted",
    "fate_on",
    "first_without",
    "group_rates",
    "id_number",
    "lift_within",
    "lightest_step",
    "load_catalogue",
    "lot",
    "ranked",
    "ratio_of_shares",
    "ratios_without",
    "read_catalogue",
    "read_points",
    "replay",
    "score",
    "shipped_catalogues",
    "stability",
    "steps_digest",
    "why_forbidden",
    "wilson",
]
