"""What was filed wrong is put right: category, place, danger, and a photo wiped.

What the reporter wrote stays as it is; each change stands in the history.
"""

from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.permissions import HANDLE_REPORTS
from onderdak.supervision.desk.domain.states import OPEN_STATES, Step
from onderdak.supervision.desk.domain.terms import due_on
from onderdak.supervision.desk.models import (
    Category,
    Report,
    ReportPhoto,
    ReportStep,
)
from onderdak.supervision.desk.moving import (
    locked,
    may_share_answer,
    merged_with,
    note_step,
    tell,
)
from onderdak.supervision.desk.routing import route_again

_MOST_PLACE = 300
DANGER_CHANGED = "desk.danger_changed"


@action
def recategorise_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    category: str,
    reason: str,
    at: datetime,
) -> bool:
    """File a report under another category: with its term, its keeping and its routing.

    An open report gets the term of the new category, counted from when its own term
    began. Who once may have been watched stays so: the answer goes to nobody else.

    Returns:
        Whether it was routed again; it stays with a person who took it or got it.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: no reason was given, or there is no such category in use.
        Conflict: it is of this category, or its answer goes to or comes from another.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    before, to = report.category, _category(municipality, category)
    _check_reason(reason)
    if to.pk == before.pk:
        raise Conflict(text("The report is of this category already."))
    report.watched = report.watched or before.leaves_nothing
    report.category = to
    _check_still_along(report)
    if report.state in OPEN_STATES:
        report.due_on = due_on(_term_began(report), to.term_working_days)
    report.save(update_fields=["category", "watched", "due_on"])
    said = f"{before.key} > {to.key}: {reason.strip()}"
    note_step(report, "recategorise", by=by, at=at, reason=said)
    again = report.state in OPEN_STATES and route_again(report, at)
    tell(report, "desk.report_recategorised")
    _record(by, report, "desk.recategorise_report", category=to.key)
    return again


def _category(municipality: str, key: str) -> Category:
    found = Category.objects.filter(
        municipality_id=municipality, key=key, active=True
    ).first()
    if found is None:
        raise Invalid(text("There is no category '%(key)s' here.", key=key))
    return found


def _check_still_along(report: Report) -> None:
    others = list(merged_with(report))
    if report.merged_into is not None:
        others.append(report.merged_into)
    if not all(may_share_answer(report, each) for each in others):
        raise Conflict(
            text("Only its own reporter may hear about a report of this kind."),
            why=text("It goes along with a report of another kind."),
            next_step=text("Part the two first."),
        )


def _term_began(report: Report) -> date:
    """The receipt, or when its reporter last asked to look again."""
    again = ReportStep.objects.filter(report=report, what=Step.REOPEN)
    last = again.order_by("-at").values_list("at", flat=True).first()
    return localdate(last or report.received_at)


@action
def place_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    address: int | None,
    place_text: str,
    at: datetime,
) -> None:
    """Say where a report is about: a known address, or words where there is none.

    In another neighbourhood an open report is routed again, unless a person has it.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: the address is not in this municipality, or nothing is said.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    found = _address(municipality, address)
    words = place_text.replace("\x00", "").strip()[:_MOST_PLACE]
    if found is None and not words:
        raise Invalid(text("Choose an address, or say in words where it is."))
    before = report.neighbourhood_id
    report.address = found
    report.neighbourhood_id = found.neighbourhood_id if found else None
    report.place_text = words or report.place_text
    report.save(update_fields=["address", "neighbourhood", "place_text"])
    note_step(report, "place", by=by, at=at, reason=str(found) if found else words)
    if report.neighbourhood_id != before and report.state in OPEN_STATES:
        route_again(report, at)
    tell(report, "desk.report_placed")
    _record(by, report, "desk.place_report", address=found.pk if found else None)


def _address(municipality: str, number: int | None) -> Address | None:
    if number is None:
        return None
    found = Address.objects.filter(pk=number, municipality_id=municipality).first()
    if found is None:
        raise Invalid(text("This address is not in this municipality."))
    return found


@action
def change_danger(
    *,
    by: Actor,
    municipality: str,
    number: str,
    danger: bool,
    reason: str,
    at: datetime,
) -> None:
    """Say that somebody is in danger after all, or is not.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: no reason was given.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    _check_reason(reason)
    report.danger = danger
    report.save(update_fields=["danger"])
    what = "danger" if danger else "no_danger"
    note_step(report, what, by=by, at=at, reason=reason.strip())
    if report.state in OPEN_STATES:
        route_again(report, at)
    tell(report, DANGER_CHANGED)
    _record(by, report, "desk.change_danger", danger=int(danger))


@action
def wipe_photo(
    *,
    by: Actor,
    municipality: str,
    number: str,
    photo: int,
    reason: str,
    at: datetime,
) -> None:
    """Wipe a photo; that it was there, who wiped it and why stays in the history.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: no reason was given.
        NotFound: the report has no such photo, or it was wiped already.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    _check_reason(reason)
    wiped = ReportPhoto.objects.filter(
        report=report, pk=photo, removed_at__isnull=True
    ).update(image=b"", thumbnail=b"", removed_at=at)
    if not wiped:
        raise NotFound(text("There is no such photo with this report."))
    note_step(report, "wipe_photo", by=by, at=at, reason=reason.strip())
    _record(by, report, "desk.wipe_photo", photo=photo)


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < 3:
        raise Invalid(text("Say why, in a few words."))


def _record(by: Actor, report: Report, what: str, **detail: str | int | None) -> None:
    record_event(
        by=by,
        action=what,
        object=f"report {report.pk}",
        municipality=report.municipality_id,
        detail=detail,
    )
