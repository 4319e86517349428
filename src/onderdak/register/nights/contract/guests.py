"""Guests: what they are told, and what the emergency services may see."""

from onderdak.register.nights.domain.in_building import (
    FloorNow,
    RoomNow,
    night_at,
)
from onderdak.register.nights.domain.presented import (
    grouped,
    typed_guest_code,
)
from onderdak.register.nights.emergency.calamity import (
    PersonThere,
    calamity_location,
    calamity_locations,
    numbers_in_building,
    open_building,
    people_in_building,
)
from onderdak.register.nights.emergency.links import (
    emergency_links,
    emergency_uses,
    latest_expiry,
    make_emergency_link,
    revoke_emergency_link,
    see_emergency_uses,
    unseen_uses,
)
from onderdak.register.nights.emergency.looking import (
    LinkHolder,
    Look,
    link_holder,
    look_into_building,
)
from onderdak.register.nights.guest_access.cards import (
    PublicCard,
    controller_of,
    location_codes,
    public_card,
    registering_on,
    town_facts,
)
from onderdak.register.nights.guest_access.codes import (
    CodeState,
    codes_of,
    guests_to_tell,
    make_guest_code,
    revoke_guest_code,
)
from onderdak.register.nights.guest_access.entries import (
    OwnEntries,
    SeenStay,
    ask_mending,
    own_entries,
    own_name,
)
from onderdak.register.nights.guest_access.mending import (
    answer_mending,
    mending_requests,
)
from onderdak.register.nights.guest_access.registering import (
    RegisteringNow,
    registering_texts,
    write_registering,
)
from onderdak.register.nights.guest_access.texts import (
    Texts,
    guest_texts,
    language_for,
    texts_in,
)
from onderdak.register.nights.telling import (
    alarm_of_use,
    tell_of_mending,
)

__all__ = [
    "CodeState",
    "FloorNow",
    "LinkHolder",
    "Look",
    "OwnEntries",
    "PersonThere",
    "PublicCard",
    "RegisteringNow",
    "RoomNow",
    "SeenStay",
    "Texts",
    "alarm_of_use",
    "answer_mending",
    "ask_mending",
    "calamity_location",
    "calamity_locations",
    "codes_of",
    "controller_of",
    "emergency_links",
    "emergency_uses",
    "grouped",
    "guest_texts",
    "guests_to_tell",
    "language_for",
    "latest_expiry",
    "link_holder",
    "location_codes",
    "look_into_building",
    "make_emergency_link",
    "make_guest_code",
    "mending_requests",
    "night_at",
    "numbers_in_building",
    "open_building",
    "own_entries",
    "own_name",
    "people_in_building",
    "public_card",
    "registering_on",
    "registering_texts",
    "revoke_emergency_link",
    "revoke_guest_code",
    "see_emergency_uses",
    "tell_of_mending",
    "texts_in",
    "town_facts",
    "typed_guest_code",
    "unseen_uses",
    "write_registering",
]
