"""A plan put in rows: the visit, who goes, and what was tried before."""

from onderdak.foundation.identity.contract import Membership, Role
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.duty.contract import AddressInvestigation
from onderdak.supervision.inspections.domain.kinds import Kind, Part
from onderdak.supervision.inspections.domain.plans import Plan, check_plan
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.inspections.models import LighterMeans, Member, Visit
from onderdak.supervision.inspections.repair_seen import open_again
from onderdak.supervision.picture.contract.ranking import ChosenBy


def fill_visit(visit: Visit, plan: Plan) -> None:
    """Put a checked plan in the row."""
    check_plan(plan)
    _check_who(visit.municipality_id, plan)
    visit.address = _address(visit.municipality_id, plan.address)
    visit.kind, visit.ground = plan.kind, plan.ground
    visit.chosen_by = _chosen(plan.chosen_by)
    visit.reason = _said(plan.reason, 1000)
    visit.announced = plan.announced
    visit.unannounced_because = _said(plan.unannounced_because, 500)
    visit.day, visit.from_time = plan.day, plan.from_time
    visit.until_time, visit.lead_id = plan.until_time, plan.lead
    visit.alone_because = _said(plan.alone_because, 500)
    visit.no_lighter_because = _said(plan.no_lighter_because, 500)
    visit.handled_hard = _said(plan.handled_hard, 1000)
    visit.handled_soft = _said(plan.handled_soft, 1000)
    visit.languages = list(plan.languages)
    visit.checklist_key = plan.checklist
    visit.investigation = _investigation(visit.municipality_id, plan)
    visit.investigation_reference = str(visit.investigation or "")
    visit.earlier = _earlier(visit.municipality_id, plan)
    visit.earlier_number = str(visit.earlier or "")
    visit.failed_items = [dict(each) for each in plan.failed_items]
    _check_one_again(visit)


def _check_one_again(visit: Visit) -> None:
    """What failed is looked at again by one visit at a time."""
    if visit.kind != Kind.REINSPECTION or visit.earlier is None:
        return
    other = open_again(visit.earlier)
    if other is not None and other.pk != visit.pk:
        raise Conflict(
            text(
                "Visit %(number)s looks again at what failed already.",
                number=other.number,
            ),
            next_step=text("Plan that one anew, or wait until it is ended."),
        )


def _said(words: str, most: int) -> str:
    return words.replace("\x00", "").strip()[:most]


def _chosen(words: str) -> ChosenBy:
    try:
        return ChosenBy(words)
    except ValueError as error:
        raise Invalid(text("Choose how this address was chosen.")) from error


def _check_who(municipality: str, plan: Plan) -> None:
    """Only supervisors of this municipality go as such (art. 5:11 Awb)."""
    wanted = {plan.lead, *plan.others}
    here = set(
        Membership.objects.filter(
            municipality_id=municipality, role=Role.SUPERVISOR, user_id__in=wanted
        ).values_list("user_id", flat=True)
    )
    if wanted - here:
        raise Invalid(
            text("Only supervisors of this municipality go on a visit."),
            next_step=text("Ask somebody else along as a companion."),
        )


def _address(municipality: str, address: int) -> Address:
    found = Address.objects.filter(pk=address, municipality_id=municipality).first()
    if found is None:
        raise NotFound(text("There is no such address here."))
    return found


def _investigation(municipality: str, plan: Plan) -> AddressInvestigation | None:
    """The running investigation that an address check is part of, over this address."""
    if plan.kind is not Kind.ADDRESS_CHECK:
        return None
    found = AddressInvestigation.objects.filter(
        municipality_id=municipality,
        reference=plan.investigation.strip(),
        addresses=plan.address,
        started_on__lte=plan.day,
    ).first()
    if found is None or (found.ended_on is not None and found.ended_on < plan.day):
        raise NotFound(
            text(
                "No investigation %(reference)s of this address runs on that day.",
                reference=plan.investigation,
            ),
            why=text("An address check is part of one (art. 2.37d Wet BRP)."),
        )
    return found


def _earlier(municipality: str, plan: Plan) -> Visit | None:
    if not plan.earlier.strip():
        return None
    # Kept from others: two who plan at once would both find that nobody looks again.
    found = (
        Visit.objects.select_for_update(of=("self",))
        .filter(
            municipality_id=municipality,
            number=plan.earlier.strip(),
            address_id=plan.address,
            state__in=[State.CLOSED, State.REPORTED],
        )
        .first()
    )
    if found is None:
        raise NotFound(
            text(
                "There is no finished visit %(number)s to this address.",
                number=plan.earlier,
            )
        )
    return found


def who_goes(visit: Visit) -> frozenset[int]:
    """The supervisors who go, as it stands now."""
    rows = Member.objects.filter(visit=visit).values_list("user_id", flat=True)
    return frozenset(rows)


def write_beside(visit: Visit, plan: Plan) -> None:
    """Who goes and what was tried, written anew with every plan."""
    town = visit.municipality_id
    Member.objects.filter(visit=visit).delete()
    LighterMeans.objects.filter(visit=visit).delete()
    parts = [(plan.lead, Part.LEAD), *zip(plan.others, _parts(plan), strict=True)]
    Member.objects.bulk_create(
        Member(municipality_id=town, visit=visit, user_id=user, part=part)
        for user, part in parts
    )
    LighterMeans.objects.bulk_create(
        LighterMeans(
            municipality_id=town,
            visit=visit,
            what=one.what,
            on_day=one.on_day,
            came_of=_said(one.came_of, 500),
        )
        for one in plan.tried
    )


def _parts(plan: Plan) -> list[Part]:
    return [
        Part.SECOND if place == 0 else Part.MORE for place in range(len(plan.others))
    ]
