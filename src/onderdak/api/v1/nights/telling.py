"""Stays as the API tells them."""

from typing import Any

from onderdak.register.nights.contract import OwnStay


def stay_out(stay: OwnStay) -> dict[str, Any]:
    """A stay in the form of `StayOut`."""
    return {
        "id": stay.id,
        "location": stay.location,
        "municipality": stay.municipality,
        "reference": stay.reference,
        "arrival": stay.arrival,
        "departure": stay.departure,
        "expectedDeparture": stay.expected_departure,
        "room": stay.room,
        "bed": stay.bed,
    }
