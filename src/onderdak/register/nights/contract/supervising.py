"""Supervising: counts, helping first, and what by-laws ask."""

from onderdak.register.nights.by_law import (
    ByLawExtra,
    Extra,
    by_law_extras,
    by_law_of,
    extra_fields,
    extras_on,
)
from onderdak.register.nights.compliance import (
    MonthOfDeclaring,
    ProviderStanding,
    declaring_per_month,
    ladder_terms,
    note_outcome,
    standings,
    steps_towards,
    take_step,
)
from onderdak.register.nights.domain.flags import (
    Flag,
    FlagKind,
)
from onderdak.register.nights.domain.ladder import (
    Concern,
    Proposal,
    Standing,
    Step,
    Taken,
)
from onderdak.register.nights.flags import (
    MOST_FLAGS,
    flag_counts,
    flags_of,
)
from onderdak.register.nights.free_beds import (
    BedsNear,
    FreeBeds,
    beds_ground,
    free_beds_near,
)
from onderdak.register.nights.occupancy import (
    Fullness,
    Looked,
    check_period,
    fullness_by_day,
    fullness_by_location,
    fullness_by_neighbourhood,
)
from onderdak.register.nights.region import (
    MonthThere,
    region_months,
)
from onderdak.register.nights.slept import (
    fullest_nights,
    nights_slept,
)
from onderdak.register.nights.step_letters import (
    letter_of,
    step_for,
    steps_told_to_nobody,
    tell_of_step,
)
from onderdak.register.nights.views import (
    forget_view,
    keep_view,
    own_views,
)

__all__ = [
    "MOST_FLAGS",
    "BedsNear",
    "ByLawExtra",
    "Concern",
    "Extra",
    "Flag",
    "FlagKind",
    "FreeBeds",
    "Fullness",
    "Looked",
    "MonthOfDeclaring",
    "MonthThere",
    "Proposal",
    "ProviderStanding",
    "Standing",
    "Step",
    "Taken",
    "beds_ground",
    "by_law_extras",
    "by_law_of",
    "check_period",
    "declaring_per_month",
    "extra_fields",
    "extras_on",
    "flag_counts",
    "flags_of",
    "forget_view",
    "free_beds_near",
    "fullest_nights",
    "fullness_by_day",
    "fullness_by_location",
    "fullness_by_neighbourhood",
    "keep_view",
    "ladder_terms",
    "letter_of",
    "nights_slept",
    "note_outcome",
    "own_views",
    "region_months",
    "standings",
    "step_for",
    "steps_told_to_nobody",
    "steps_towards",
    "take_step",
    "tell_of_step",
]
