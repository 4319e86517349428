"""Recording an address by hand; the connection to the BAG fills in the rest later."""

from typing import NamedTuple

from django.db import connection

from onderdak.foundation.places.models import Address
from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import BagKind, bag_id, postcode
from onderdak.kernel.text import text

_PROPOSE = "SELECT places_propose_address(%s, %s, %s, %s, %s, %s, %s)"


class NewAddress(NamedTuple):
    """An address as it is written on an envelope, with its BAG number when known."""

    street: str
    number: int
    town: str
    addition: str = ""
    postcode: str = ""
    bag: str = ""


def record_address(*, municipality: str, address: NewAddress) -> Address:
    """The address on record, added when it is not; called inside an action.

    Raises:
        Invalid: the postcode or BAG number cannot be right.
    """
    checked_bag = bag_id(address.bag, BagKind.ADDRESS) if address.bag else None
    if checked_bag and (known := _by_bag(checked_bag, municipality)):
        return known
    return _by_words(municipality, address) or Address.objects.create(
        municipality_id=municipality,
        bag_id=checked_bag,
        **_words(address),
    )


def _words(address: NewAddress) -> dict[str, str | int]:
    return {
        "street": address.street,
        "number": address.number,
        "addition": address.addition,
        "postcode": postcode(address.postcode) if address.postcode else "",
        "town": address.town,
    }


def _by_words(municipality: str, address: NewAddress) -> Address | None:
    """The municipality's own address that is written like this, the oldest first."""
    words = _words(address)
    return (
        Address.objects.filter(
            municipality_id=municipality,
            proposed_by=None,
            street__iexact=words["street"],
            number=words["number"],
            addition__iexact=words["addition"],
            postcode=words["postcode"],
            town__iexact=words["town"],
        )
        .order_by("id")
        .first()
    )


def _by_bag(number: str, municipality: str) -> Address | None:
    known = Address.objects.filter(bag_id=number).first()
    if known is not None and known.municipality_id != municipality:
        raise Invalid(
            text("BAG number %(number)s lies in another municipality.", number=number),
            next_step=text("Look the address up in the BAG viewer."),
        )
    return known


def propose_address(
    *, municipality: str, provider: int, address: NewAddress
) -> Address:
    """The address on record, or one that is marked as proposed by a provider.

    Called inside an action of a provider; the database writes it only where the
    provider is admitted. A BAG number is for the municipality to add.

    Raises:
        Invalid: the postcode cannot be right.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _PROPOSE,
            [
                municipality,
                provider,
                address.street,
                address.number,
                address.addition,
                postcode(address.postcode) if address.postcode else "",
                address.town,
            ],
        )
        (number,) = cursor.fetchone() or (0,)
    return Address.objects.get(pk=number)


def take_over_address(
    *, municipality: str, proposed: Address, address: NewAddress
) -> Address:
    """The municipality's own address for one that was proposed, as it says it is.

    An address on record takes the place of the proposal; otherwise the proposal itself
    becomes the municipality's, in its words. Called inside an action.

    Raises:
        Invalid: the postcode or BAG number cannot be right.
    """
    checked = bag_id(address.bag, BagKind.ADDRESS) if address.bag else None
    if proposed.proposed_by_id is None:
        same = {key: getattr(proposed, key) for key in _words(address)}
        if same == _words(address) and not checked:
            return proposed
        return record_address(municipality=municipality, address=address)
    known = _by_bag(checked, municipality) if checked else None
    known = known or _by_words(municipality, address)
    if known:
        return known
    for name, value in {**_words(address), "bag_id": checked}.items():
        setattr(proposed, name, value)
    proposed.proposed_by = None
    proposed.save()
    return proposed
