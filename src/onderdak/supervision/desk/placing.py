"""A report about a house that is not on record yet: its address is looked up after.

Who reports chose it from a search elsewhere. The house itself is written in the town's
own rows, so the public form writes none: only the number that opens it elsewhere comes
along, and it is looked up when the report is in.
"""

from collections.abc import Mapping

from django.utils.timezone import now

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.places.contract import Address, NewAddress, record_address
from onderdak.foundation.places.contract.register import LookedUp, search_elsewhere
from onderdak.kernel.errors import Invalid
from onderdak.supervision.desk.domain.states import OPEN_STATES
from onderdak.supervision.desk.models import Report
from onderdak.supervision.desk.routing import route_again


def place_received(event: Mapping[str, str | int | None]) -> None:
    """Give a report that came in the address that its reporter chose elsewhere."""
    search, number = search_elsewhere(), str(event.get("elsewhere") or "")
    if search is None or not number:
        return
    town, pk = str(event["municipality"]), int(event["report"] or 0)
    found = search.lookup(id=number, municipality=town)
    if found is None:
        return  # its words stay with the report; a clerk places it
    with scope(Scope(municipalities=frozenset({town}))):
        report = (
            Report.objects.select_for_update(of=("self",))
            .select_related("category")
            .filter(pk=pk, municipality_id=town, address__isnull=True)
            .first()
        )
        address = _on_record(town, found) if report else None
        if report is None or address is None:
            return
        report.address = address
        report.neighbourhood_id = address.neighbourhood_id
        report.save(update_fields=["address", "neighbourhood"])
        # Routed before, it went by rules that knew no neighbourhood yet.
        if report.neighbourhood_id and report.state in OPEN_STATES:
            route_again(report, now())


def _on_record(town: str, found: LookedUp) -> Address | None:
    try:
        return record_address(
            municipality=town,
            address=NewAddress(
                street=found.street,
                number=found.number,
                town=found.town,
                addition=found.addition,
                postcode=found.postcode,
                bag=found.bag_id,
            ),
        )
    except Invalid:  # what came from elsewhere cannot be right
        return None
