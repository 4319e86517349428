"""The link of the service that goes along on tonight's visit, and why it may read."""

from datetime import date, timedelta
from typing import Final

from onderdak.foundation.privacy.contract import SharingRecord
from onderdak.project.demo.clock import instant
from onderdak.project.demo.plan import World
from onderdak.project.demo.visit_plan import LEAD, VISITS, called, day_of, user
from onderdak.project.demo.visit_reports import visit_as_read
from onderdak.supervision.inspections.domain.kinds import GROUNDS, Ground
from onderdak.supervision.inspections.domain.sharing import Field
from onderdak.supervision.inspections.models import PartnerLink

COMPANION_LINK: Final = "demo-link-of-a-service-opens-one-visit"
TONIGHT: Final = 1
_COMPANION: Final = 2  # the fire brigade; the interpreter comes before it
_RECORD: Final = 900_001
_DAYS: Final = 3


def companion_link(world: World, on: date) -> tuple[SharingRecord, PartnerLink]:
    """The decision to share tonight's visit with the fire brigade, and its link."""
    one = VISITS[TONIGHT - 1]
    number = called(list(enumerate(VISITS, 1)), TONIGHT, on)
    address = visit_as_read(world, TONIGHT, on).address
    lead, at = user(LEAD[one.town]), instant(on - timedelta(days=1), 15)
    shared = {
        Field.NUMBER: number,
        Field.DAY: day_of(one, on).isoformat(),
        Field.HOURS: f"{one.hours[0]:02}:00 - {one.hours[1]:02}:00",
        Field.ADDRESS: str(address),
        Field.GROUND: GROUNDS[Ground(one.ground)].article,
    }
    record = SharingRecord(
        id=_RECORD,
        municipality_id=one.town,
        room="inspections",
        object=f"visit {number}",
        partner=one.along[1][1],
        ground_kind="law",
        ground="Wet veiligheidsregio's art. 25; AVG 6(1)(e)",
        purpose="Kijken of mensen bij brand veilig naar buiten kunnen.",
        necessity="De brandweer weet wat bij brand gevaarlijk is.",
        proportionality="Alleen plaats, dag en uur van dit ene bezoek.",
        left_out="De aanleiding, wie er woont en wat er eerder is gezien.",
        fields=[each.value for each in shared],
        expires_on=on + timedelta(days=_DAYS),
        by_id=lead,
        at=at,
    )
    link = PartnerLink(
        id=1,
        municipality_id=one.town,
        visit_id=TONIGHT,
        companion_id=_COMPANION,
        sharing_id=_RECORD,
        shared={name.value: said for name, said in shared.items()},
        expires_on=on + timedelta(days=_DAYS),
        by_id=lead,
        at=at,
    )
    return record, link
