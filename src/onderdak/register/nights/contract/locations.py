"""Locations: registered, confirmed, handed over, closed; their rooms and units."""

from onderdak.register.nights.housed import Housed, HousedRoom, housed_at
from onderdak.register.nights.location_actions import (
    HouseFacts,
    answer_about_location,
    ask_about_location,
    confirm_location,
    refuse_location,
    register_location,
)
from onderdak.register.nights.location_letters import (
    tell_provider_of_location,
    tell_town_of_location,
)
from onderdak.register.nights.location_queries import (
    RoomThere,
    capacities_of,
    capacity_on,
    claim_of,
    closed_locations,
    closed_with_stays,
    count_stays_after,
    locations_to_confirm,
    others_at,
    rooms_at,
    stays_after,
    steps_of,
    towns_that_admitted,
    units_at,
    unsettled_locations,
)
from onderdak.register.nights.operating_actions import (
    change_capacity,
    close_location,
    hand_over_location,
    reopen_location,
)
from onderdak.register.nights.rooms_actions import (
    RoomFacts,
    add_unit,
    keep_room,
    remove_room,
    remove_unit,
)

__all__ = [
    "HouseFacts",
    "Housed",
    "HousedRoom",
    "RoomFacts",
    "RoomThere",
    "add_unit",
    "answer_about_location",
    "ask_about_location",
    "capacities_of",
    "capacity_on",
    "change_capacity",
    "claim_of",
    "close_location",
    "closed_locations",
    "closed_with_stays",
    "confirm_location",
    "count_stays_after",
    "hand_over_location",
    "housed_at",
    "keep_room",
    "locations_to_confirm",
    "others_at",
    "refuse_location",
    "register_location",
    "remove_room",
    "remove_unit",
    "reopen_location",
    "rooms_at",
    "stays_after",
    "steps_of",
    "tell_provider_of_location",
    "tell_town_of_location",
    "towns_that_admitted",
    "units_at",
    "unsettled_locations",
]
