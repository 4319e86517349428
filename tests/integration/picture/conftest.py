"""A town that uses the picture, with one person for each role, and an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from onderdak.foundation.identity.contract import Actor, Role, Scope, actor_of, scope
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.supervision.picture.contract import (
    KINDS_BY_FILE,
    Delivery,
    ValueKind,
    receive_signals,
    record_signals,
)
from tests.people import OTHER, OWN, Persona, Sides, make_sides
from tests.world import acting, use_rooms

ON = date(2026, 11, 21)
_PLANTED = {
    ValueKind.WORDS: "tekst PLANT",
    ValueKind.LEGAL_PERSON: "PLANT Wonen B.V.",
}
HEADER = (
    "adres;postcode;huisnummer;toevoeging;soort;waarde;datum;bron;grondslag;referentie"
)


@dataclass(frozen=True)
class Picturing:
    """The sides of the test, people by role, and addresses of the own town."""

    sides: Sides
    town: str
    address: Address
    second: Address
    there: Address

    def by(self, role: Role, side: str = OWN) -> Actor:
        """Somebody with this role and no other."""
        return actor_of(self.sides.users[Persona(side, role)])

    def take_in(
        self, role: Role, *lines: str, complete: bool = False
    ) -> Mapping[str, int]:
        """Record a file of these lines."""
        by = self.by(role)
        with scope(acting(by)):
            made = self.receive(role, *lines, complete=complete)
            return record_signals(by=by, delivery=made, today=ON)

    def receive(self, role: Role, *lines: str, complete: bool = False) -> Delivery:
        """Read a file of these lines; called in a scope."""
        return receive_signals(
            by=self.by(role),
            municipality=self.town,
            data="\n".join([HEADER, *lines]).encode(),
            filename="signalen.csv",
            today=ON,
            complete=complete,
        )


def line(
    where: str,
    kind: str,
    value: object,
    source: str,
    *,
    day: str = "2026-11-01",
    reference: str = "",
    ground: str = "",
) -> str:
    """A line of the file, with a BAG id or words for the address."""
    return f"{where};;;;{kind};{value};{day};{source};{ground};{reference}"


@pytest.fixture
def world(db: None) -> Picturing:
    sides = make_sides()
    town, other = sides.towns[OWN].code, sides.towns[OTHER].code
    for code in (town, other):
        use_rooms(code, "picture")
    with scope(Scope(municipalities=frozenset({town, other}))):
        return Picturing(
            sides,
            town,
            _address(town, 12, area=60),
            _address(town, 14, area=100),
            _address(other, 2, area=50),
        )


def _address(town: str, number: int, *, area: int) -> Address:
    digits = f"{int(town[2:]):04d}"
    made = Address.objects.create(
        municipality_id=town,
        bag_id=f"{digits}20{number:010d}",
        street="Kerkstraat",
        number=number,
        postcode="1234AB",
        town="Eenstad",
    )
    DwellingObject.objects.create(
        municipality_id=town,
        address=made,
        bag_id=f"{digits}01{number:010d}",
        uses=["woonfunctie"],
        floor_area=area,
    )
    return made


def one_of_each(world: Picturing) -> None:
    """A signal of every source at the first address, taken in by who may."""
    where = world.address.bag_id or ""
    for source, kind in KINDS_BY_FILE:
        taker = sorted(source.takers - {Role.MUNICIPAL_ADMIN})[0]
        value = kind.rules[1].words[0] if kind.rules else _PLANTED.get(kind.value, 7)
        reference = f"R-{kind.key}" if kind.several else ""
        ground = "Verordening adresgegevens art. 4" if source.names_its_rule else ""
        planted = line(
            *(where, kind.key, value, source.key), reference=reference, ground=ground
        )
        world.take_in(taker, planted)
