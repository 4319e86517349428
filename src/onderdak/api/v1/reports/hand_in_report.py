"""POST /reports: a partner's system hands a report in."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Body
from pydantic import ValidationError

from onderdak.api.entrance import SystemRequest, acting
from onderdak.api.once import as_json
from onderdak.api.problems import InvalidParams, param_of
from onderdak.api.v1.reports.shapes import AddressIn, ReportIn, SignalIn
from onderdak.api.v1.reports.telling import report_out
from onderdak.foundation.identity.contract import TokenScope, in_language
from onderdak.kernel.text import text
from onderdak.supervision.desk.contract.partners import (
    Partner,
    Signal,
    StatedPlace,
    StatedReport,
    partner_behind,
    slips_of_report,
)
from onderdak.supervision.desk.contract.partners import (
    hand_in_report as hand_in,
)

Faults = list[dict[str, str]]


@acting(TokenScope.WRITE_REPORTS)
def hand_in_report(
    request: SystemRequest, body: Annotated[dict[str, Any], Body()]
) -> HttpResponse:
    """Hand in what you report about a place.

    Your reference makes it one report: the same again gets the same answer (200) and
    nothing is done twice; something else under the same reference is refused (409).
    With one fault nothing is recorded and the answer names every fault (400).
    """
    actor, town = request.auth.actor, request.auth.municipality
    sender = partner_behind(by=actor, municipality=town)
    at = timezone.now()
    stated = _read(town, sender.partner, body, timezone.localdate(at))
    report, new = hand_in(by=actor, municipality=town, stated=stated, at=at)
    return as_json(report_out(report), 201 if new else 200)


def _read(
    town: str, partner: Partner, body: dict[str, Any], today: date
) -> StatedReport:
    """The report as it is stated, or every fault in it at once.

    Raises:
        InvalidParams: something in it is not right.
    """
    faults: Faults = []
    given: ReportIn | None = None
    try:
        given = ReportIn.model_validate(body)
    except ValidationError as error:
        faults = [
            param_of({**each, "loc": ("body", "report", *each["loc"])})
            for each in error.errors()
        ]
    stated = _stated(given) if given else _as_far_as_read(body)
    told = {each["name"] for each in faults}
    for name, why in slips_of_report(town, partner, stated, today):
        outside = name.replace("seen_on", "seenOn")
        if not any(_about(one, outside) for one in told):
            faults.append(
                {"name": outside, "code": "invalid", "reason": in_language(why)}
            )
    if faults or given is None:
        raise InvalidParams(
            text("Nothing was recorded: not everything is right."), faults
        )
    return stated


def _about(told: str, name: str) -> bool:
    """Whether a fault that was told is about the same part, or a part of it."""
    return told == name or told.startswith(name + ".") or name.startswith(told + ".")


def _stated(given: ReportIn) -> StatedReport:
    address = given.address or AddressIn()
    signal = given.signal or SignalIn()
    return StatedReport(
        reference=given.reference,
        category=given.category,
        text=given.text,
        place=StatedPlace(
            bag_id=address.bag_id or "",
            postcode=(address.postcode or "").replace(" ", "").upper(),
            number=address.number,
            addition=address.addition,
            words=given.place,
        ),
        answers=given.answers,
        signal=Signal(signal.what, signal.seen_on),
        danger=given.danger,
    )


def _as_far_as_read(body: dict[str, Any]) -> StatedReport:
    """Each part that stands as it should, so that one fault does not hide another."""
    read: dict[str, Any] = {"reference": "-", "category": "", "text": "-"}
    for name in ("category", "answers", "signal"):
        if name in body:
            read |= _part(name, body[name])
    return _stated(ReportIn.model_construct(**read))


def _part(name: str, value: Any) -> dict[str, Any]:
    try:
        given = ReportIn.model_validate(
            {"reference": "-", "category": "-", "text": "-", name: value}
        )
    except ValidationError:
        return {}
    return {name: getattr(given, name)}
