"""Reminding the owner of a house of the waste pass, after a report of dumped waste.

Who lives in a let house opens the containers with a pass that the owner hands over.
Waste beside a container often says no more than that nobody got one.
"""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import (
    LETTER,
    Letter,
    Part,
    Rendered,
    Sender,
    bullets,
    paragraph,
    render,
)
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    in_language,
    municipality_names,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.permissions import HANDLE_REPORTS, SEE_REPORTS
from onderdak.supervision.desk.models import PassReminder, Report
from onderdak.supervision.desk.moving import locked, note_step

# Owners are written to in Dutch: the letter is the municipality's.
_LANGUAGE = "nl"
PASS_REMINDED = "pass_reminder"  # noqa: S105 - a step in the history


def can_remind(report: Report) -> bool:
    """Whether a report is about dumped waste at a house of which the owner is known."""
    return report.category.kind == Kind.WASTE and report.address_id is not None


@action
def remind_of_pass(
    *,
    by: Actor,
    municipality: str,
    number: str,
    way: PassReminder.Way,
    on: date,
    at: datetime,
) -> int:
    """Write down that the owner of the house was reminded of the waste pass.

    Returns:
        The number of the reminder.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: the report is not about waste, or not about an address.
        Invalid: the day is still to come, or lies before the report.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    _check(report)
    if not localdate(report.received_at) <= on <= localdate(at):
        raise Invalid(text("The day lies between the report and today."))
    made = PassReminder.objects.create(
        municipality_id=municipality,
        report=report,
        way=way,
        on=on,
        by_id=by.user_id,
        at=at,
    )
    note_step(report, PASS_REMINDED, by=by, at=at, reason=str(way))
    record_event(
        by=by,
        action="desk.remind_of_pass",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"way": str(way)},
    )
    return made.pk


def _check(report: Report) -> None:
    if can_remind(report):
        return
    raise Conflict(
        text("Only the owner at the address of a report of waste is reminded."),
        next_step=text("File the report under waste, and give it an address."),
    )


def reminders_of(report: Report) -> QuerySet[PassReminder]:
    """When the owner was reminded after a report, the latest first."""
    return PassReminder.objects.filter(report=report).order_by("-on", "-id")


def count_pass_reminders(
    *,
    municipality: str,
    since: date,
    until: date,
    neighbourhood: str | None = None,
) -> int:
    """How often owners were reminded, from a day until before another.

    Args:
        neighbourhood: CBS code; None for the whole municipality.
    """
    found = PassReminder.objects.filter(
        municipality_id=municipality, on__gte=since, on__lt=until
    )
    if neighbourhood is not None:
        found = found.filter(report__neighbourhood=neighbourhood)
    return found.count()


def pass_letter(*, by: Actor, report: Report, on: date) -> Rendered:
    """The letter to the owner: about the house, with nothing of the report itself.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: the report is not about waste, or not about an address.
    """
    check_may(by, SEE_REPORTS, municipality=report.municipality_id)
    _check(report)
    address = report.address
    place = str(address)
    town = municipality_names().get(report.municipality_id, "")
    with translation.override(_LANGUAGE):
        subject = in_language(text("The waste pass of your tenants"))
        letter = Letter(
            sender=Sender(town, (in_language(text("Municipality")),)),
            recipient=(in_language(text("To the owner of")), place),
            reference=report.number,
            parts=[_part(subject, place)],
            signed_by=(town,),
            room_to_sign=False,
        )
        return render(LETTER, letter, language=_LANGUAGE, title=subject, on=on)


def _part(subject: str, place: str) -> Part:
    return Part(
        language=_LANGUAGE,
        subject=subject,
        salutation=in_language(text("Dear Sir or Madam,")),
        closing=in_language(text("Kind regards,")),
        blocks=[
            paragraph(
                in_language(
                    text("Waste was found in the street near %(place)s.", place=place)
                )
            ),
            paragraph(
                in_language(
                    text(
                        "Do you let this house? Then see to it that whoever lives there"
                        " can get rid of household waste as everybody does:"
                    )
                )
            ),
            bullets(
                in_language(text("Give your tenants the waste pass of the house.")),
                in_language(
                    text("Tell them, in a language they read, what goes where.")
                ),
                in_language(
                    text("Is the pass lost? Ask the municipality for another one.")
                ),
            ),
            paragraph(
                in_language(
                    text("Do you not let this house? Then you need not do anything.")
                )
            ),
        ],
    )
