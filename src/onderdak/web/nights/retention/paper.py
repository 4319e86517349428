"""A certificate of destruction on paper: a PDF for the file of the municipality."""

from django.http import HttpResponse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.documents.contract import (
    CERTIFICATE,
    Block,
    Certificate,
    Sender,
    as_attachment,
    bullets,
    facts,
    heading,
    paragraph,
    render,
    table,
)
from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.privacy.contract import (
    DestructionCertificate,
    certificate,
    lines_of,
)
from onderdak.kernel.text import Text
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.retention.certificates import facts_of
from onderdak.web.nights.retention.words import room_name, table_name
from onderdak.web.pages.values import number, said


@with_task
def certificate_pdf(request: Request, pk: int) -> HttpResponse:
    """One certificate as a PDF; the same certificate gives the same bytes."""
    town = request.actor.grants[0].municipality or ""
    found = certificate(by=request.actor, municipality=town, number=pk)
    document = render(
        CERTIFICATE,
        _paper(found, municipality_names().get(town, town)),
        language=translation.get_language() or "nl",
        title=_("Certificate of destruction %(number)s") % {"number": found.pk},
        on=localtime(found.issued_at).date(),
    )
    file = as_attachment(document, f"certificate of destruction {town} {found.pk}")
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": file.disposition},
    )


def _paper(found: DestructionCertificate, town: str) -> Certificate:
    stated = [
        (fact.term, number(fact.value) if isinstance(fact.value, int) else fact.value)
        for fact in facts_of(found)
        if fact.value != found.digest
    ]
    return Certificate(
        sender=Sender(town),
        title=_("Certificate of destruction"),
        statement=_(
            "The rows below were past their term and were destroyed. The database"
            " counted them in the statement that removed them."
        ),
        facts=stated,
        blocks=_blocks(found),
        number=str(found.pk),
        number_label=_("Certificate"),
        checksum=_("Checksum (SHA-256): %(digest)s") % {"digest": found.digest},
        small_print=[
            paragraph(
                _(
                    "Copies in backups go when the backup itself is overwritten; that"
                    " term stands in the municipality's own backup plan."
                )
            )
        ],
    )


def _blocks(found: DestructionCertificate) -> list[Block]:
    blocks = [
        heading(_("Under which term")),
        _terms(found),
        heading(_("What was destroyed")),
        _table(found),
    ]
    if found.holds:
        blocks += [
            heading(_("Held back")),
            bullets(
                *(
                    said(Text(hold["reason"], {})) + f" ({hold['reference']})"
                    for hold in found.holds
                )
            ),
        ]
    if found.errors:
        blocks += [
            heading(_("What could not go")),
            bullets(
                *(
                    f"{table_name(one['table'])}: {one['message']}"
                    for one in found.errors
                )
            ),
        ]
    return blocks


def _table(found: DestructionCertificate) -> Block:
    return table(
        [_("What"), _("How many"), _("Oldest"), _("Newest")],
        [
            [
                table_name(line.table).capitalize(),
                number(line.rows),
                line.oldest or _("no date"),
                line.newest or _("no date"),
            ]
            for line in lines_of(found)
        ],
        total=[_("Total"), number(found.rows), "", ""],
    )


def _terms(found: DestructionCertificate) -> Block:
    """Under which term and reason each part went, once for each."""
    under = {(line.room, line.months, line.reason) for line in lines_of(found)}
    return facts(
        *(
            (
                room_name(room),
                ngettext("%(months)d month", "%(months)d months", months)
                % {"months": months}
                + f": {reason}"
                if months
                else _("a term of its own") + f": {reason}",
            )
            for room, months, reason in sorted(under)
        )
    )
