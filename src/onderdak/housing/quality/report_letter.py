"""The report to the keeper of a scheme: the letter and the mail that carries it."""

from django.utils import translation
from django.utils.formats import date_format

from onderdak.foundation.documents.contract import (
    LETTER,
    Letter,
    Part,
    Rendered,
    Sender,
    bullets,
    facts,
    paragraph,
    render,
)
from onderdak.foundation.identity.contract import in_language
from onderdak.housing.quality.domain.subjects import SUBJECTS
from onderdak.housing.quality.models import SchemeReport
from onderdak.kernel.text import Text, text

SUBJECT = text("Request for an urgent inspection of a location")
_LANGUAGE = "nl"  # the keepers of these schemes are Dutch organisations


def subject_of(report: SchemeReport) -> str:
    """The subject of mail and letter."""
    with translation.override(_LANGUAGE):
        return in_language(SUBJECT)


def body_of(report: SchemeReport) -> str:
    """The text of the mail: who asks what; the facts stand in the letter."""
    lines = [
        text("The municipality asks you for an urgent inspection of a location."),
        text("The letter with this mail says which location and what was observed."),
        text("Please answer to this address, with reference QR-%(n)s.", n=report.pk),
        text("%(municipality)s", municipality=report.municipality.name),
    ]
    with translation.override(_LANGUAGE):
        return "\n\n".join(in_language(line) for line in lines) + "\n"


def report_letter(report: SchemeReport, organisation: str) -> Rendered:
    """The letter, as a PDF: location, provider, observations; no person."""
    with translation.override(_LANGUAGE):
        subject = in_language(SUBJECT)
        town = report.municipality.name
        letter = Letter(
            sender=Sender(town, (_said(text("Municipality")),)),
            recipient=(organisation,),
            reference=f"QR-{report.pk}",
            parts=[_part(report, subject)],
            signed_by=(town,),
            room_to_sign=False,
        )
        day = report.sent_on or report.decided_on
        return render(LETTER, letter, language=_LANGUAGE, title=subject, on=day)


def _part(report: SchemeReport, subject: str) -> Part:
    observed = [_said(SUBJECTS[one]) for one in report.subjects if one in SUBJECTS]
    return Part(
        language=_LANGUAGE,
        subject=subject,
        salutation=_said(text("Dear Sir or Madam,")),
        closing=_said(text("Kind regards,")),
        blocks=[
            paragraph(
                _said(
                    text(
                        "During a check we saw something that we think you should know."
                        " We ask you to inspect this location soon."
                    )
                )
            ),
            facts(*_facts(report)),
            paragraph(_said(text("What was observed:"))),
            bullets(*observed, *filter(None, [report.observations])),
            paragraph(
                _said(
                    text(
                        "We share this on the ground of: %(ground)s. Use it for this"
                        " purpose only: %(purpose)s",
                        ground=report.ground_reference,
                        purpose=report.purpose,
                    )
                )
            ),
            paragraph(
                _said(
                    text(
                        "Please tell us what you do with it. Remove this report on"
                        " %(day)s.",
                        day=date_format(report.expires_on, "j F Y"),
                    )
                )
            ),
        ],
    )


def _facts(report: SchemeReport) -> list[tuple[str, object]]:
    location, certificate = report.location, report.certificate
    rows: list[tuple[str, object]] = [
        (_said(text("Location")), location.name),
        (_said(text("Address")), _address(report)),
        (_said(text("Provider")), report.provider.name),
    ]
    if certificate and certificate.number:
        rows.append((_said(text("Quality certificate")), certificate.number))
    return [*rows, (_said(text("Observed on")), report.observed_on)]


def _address(report: SchemeReport) -> str:
    return report.location.address.in_full


def _said(sentence: Text) -> str:
    return in_language(sentence)
