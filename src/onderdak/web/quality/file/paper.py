"""The report of a location on paper: what first, what is unknown, and every fact."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.documents.contract import (
    CERTIFICATE,
    Block,
    Certificate,
    Sender,
    as_attachment,
    bullets,
    heading,
    paragraph,
    render,
    table,
)
from onderdak.housing.quality.contract import Quality, Statement, quality_of
from onderdak.register.nights.contract import location_for
from onderdak.rules import Finding
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.quality.file.showing import changing_shown, questions_of
from onderdak.web.quality.file.words import (
    KINDS,
    fact_name,
    in_words,
    otherwise,
    value_shown,
    who_said,
)


@require_safe
@with_task
def quality_paper(request: Request, pk: int) -> HttpResponse:
    """The report of a location as a PDF."""
    on = localdate()
    location = location_for(by=request.actor, location=pk, on=on)
    found = quality_of(by=request.actor, location=location, on=on)
    title = _("Quality of %(name)s") % {"name": location.name}
    document = render(
        CERTIFICATE,
        _paper(found, title, of_house=pages_of(request.actor) == "provider"),
        language=translation.get_language() or "nl",
        title=title,
        on=on,
    )
    file = as_attachment(document, f"quality {location.name} {on}")
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": file.disposition},
    )


def _paper(found: Quality, title: str, *, of_house: bool) -> Certificate:
    location, counts = found.file.location, found.counts
    return Certificate(
        sender=Sender(location.provider.name),
        title=title,
        statement=_(
            "What the norms say of this location, by what is known of it. A report to"
            " work with: it is no decision, and what is unknown is not judged."
        ),
        facts=[
            (_("Address"), str(location.address)),
            (_("Municipality"), location.municipality.name),
            (_("Provider"), location.provider.name),
            (_("Judged on"), found.judgement.on),
            (_("Does not meet"), str(sum(counts.breaches.values()))),
            (_("Meets"), str(counts.meets)),
            (_("Cannot be judged"), str(counts.cannot_judge)),
        ],
        blocks=list(_blocks(found, of_house=of_house)),
    )


def _blocks(found: Quality, *, of_house: bool) -> Iterator[Block]:
    yield heading(_("What first"))
    if found.breaches:
        for one in found.breaches:
            yield paragraph(_sentence(one))
    else:
        yield paragraph(_("Nothing is known that does not meet a norm."))
    if questions := questions_of(found, of_house=of_house, answers=False):
        yield heading(_("What to answer next"))
        yield bullets(*(f"{one.label} ({one.waiting})" for one in questions))
    if found.soon:
        yield heading(_("What changes soon"))
        for change in found.soon:
            shown = changing_shown(change)
            yield paragraph(f"{shown.note} {shown.title}. {shown.text}")
    if found.meets:
        yield heading(_("What meets the norms"))
        yield bullets(*(f"{_titled(one)}: {in_words(one.text)}" for one in found.meets))
    if found.file.known:
        yield heading(_("What is known"))
        yield _facts(found)


def _titled(one: Finding) -> str:
    place = f"{one.place}: " if one.place else ""
    return f"{place}{in_words(one.norm.title)} ({one.norm.id})"


def _sentence(one: Finding) -> str:
    """The finding, what would mend it, how binding it is, and by which article."""
    parts = [f"{_titled(one)}.", in_words(one.text)]
    if one.mend:
        parts.append(in_words(one.mend))
    source = _("%(kind)s, %(article)s") % {
        "kind": str(KINDS[one.kind]).capitalize(),
        "article": one.cited.article,
    }
    return " ".join([*parts, f"({source}; {one.cited.version})"])


def _facts(found: Quality) -> Block:
    return table(
        [_("Fact"), _("Value"), _("Source and day")],
        [
            [
                " ".join(filter(None, [one.counts.place, fact_name(one.counts.path)])),
                str(value_shown(one.counts.path, one.counts.value)),
                "; ".join([_source(one.counts), *map(otherwise, one.differs)]),
            ]
            for one in found.file.known
        ],
    )


def _source(said: Statement) -> str:
    return f"{who_said(said)}, {date_format(said.observed_on, 'j-n-Y')}"
