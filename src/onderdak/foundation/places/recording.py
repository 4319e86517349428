"""Recording an address by hand; the connection to the BAG fills in the rest later."""

from typing import NamedTuple

from onderdak.foundation.places.models import Address
from onderdak.kernel.identifiers import BagKind, bag_id, postcode


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
    if checked_bag:
        known = Address.objects.filter(bag_id=checked_bag).first()
        if known:
            return known
    found, _ = Address.objects.get_or_create(
        municipality_id=municipality,
        street=address.street,
        number=address.number,
        addition=address.addition,
        postcode=postcode(address.postcode) if address.postcode else "",
        town=address.town,
        defaults={"bag_id": checked_bag},
    )
    return found
