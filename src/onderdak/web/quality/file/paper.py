"""The report of a location on paper: what first, what is unknown, and every fact."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

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
    titled,
)
from onderdak.housing.quality.contract import (
    Counted,
    Quality,
    Source,
    alike,
    quality_of,
    units_told,
)
from onderdak.register.nights.contract import location_for
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.pages.values import said
from onderdak.web.quality.file.known import LISTED, named, units_table
from onderdak.web.quality.file.showing import (
    norms_told,
    questions_of,
    soon_shown,
    units_of,
)
from onderdak.web.quality.file.together import OfNorm, per_norm
from onderdak.web.quality.file.words import (
    KINDS,
    fact_name,
    in_words,
    otherwise,
    value_shown,
    who_said,
)

_MOST_SENTENCES: Final = 3


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
            (_("Does not meet"), norms_told(sum(counts.breaches.values()))),
            (_("Meets"), norms_told(counts.meets)),
            (_("Cannot be judged"), norms_told(counts.cannot_judge)),
        ],
        blocks=list(_blocks(found, of_house=of_house)),
    )


def _blocks(found: Quality, *, of_house: bool) -> Iterator[Block]:
    of = len(units_of(found))
    if of > 1:
        yield paragraph(
            _(
                "Each norm counts once, for however many units it is judged. A norm is"
                " met where every unit meets it."
            )
        )
    yield heading(_("What first"))
    for one in per_norm(found.breaches):
        yield titled(_named(one), _sentences(one, of))
    if not found.breaches:
        yield paragraph(_("Nothing is known that does not meet a norm."))
    if questions := questions_of(found, of_house=of_house, answers=False):
        yield heading(_("What to answer next"))
        yield bullets(*(f"{one.label} ({one.waiting})" for one in questions))
    if found.soon:
        yield heading(_("What changes soon"))
        for change in soon_shown(found.soon, of):
            title = f"{change.place}: {change.title}" if change.place else change.title
            told = [f"{each.text} {each.units}".strip() for each in change.said]
            yield titled(title, " ".join([change.note, *told[:_MOST_SENTENCES]]))
    if found.meets:
        yield heading(_("What meets the norms"))
        yield bullets(*(_met(one, of) for one in per_norm(found.meets)))
    if found.file.known:
        yield heading(_("What is known"))
        yield from _known(found)


def _named(one: OfNorm) -> str:
    return f"{one.only_place}: {named(one)}" if one.only_place else named(one)


def _met(one: OfNorm, of: int) -> str:
    return f"{_named(one)}: {_told(one, of)}"


def _told(one: OfNorm, of: int) -> str:
    """Each sentence once, with its units; of many sentences the first few."""
    told = [in_words(each.first.text) for each in one.said]
    if not one.only_place:
        told = [
            f"{words} {each.units(of)}".strip()
            for words, each in zip(told, one.said, strict=True)
        ]
    if len(told) > _MOST_SENTENCES:
        told[_MOST_SENTENCES:] = [_("Other units differ: see their pages.")]
    return " ".join(told)


def _sentences(one: OfNorm, of: int) -> str:
    """What is found, what would mend it, how binding it is, and by which article."""
    first = one.first
    source = _("%(kind)s, %(article)s") % {
        "kind": str(KINDS[first.kind]).capitalize(),
        "article": first.cited.article,
    }
    parts = [_told(one, of)]
    if first.mend:
        parts.append(in_words(first.mend))
    return " ".join([*parts, f"({source}; {first.cited.version})"])


def _known(found: Quality) -> Iterator[Block]:
    """Every fact; where units are many, each fact once, and the units in a list."""
    of = len(units_of(found))
    if of <= 1:
        yield _facts(found.file.known, of)
        return
    beside = [one for one in found.file.known if one.counts.path not in LISTED]
    yield _facts(beside, of)
    units = units_table(found, 0, most=of)
    yield heading(units.caption)
    yield table(
        [column.label for column in units.columns],
        [
            ["–" if cell.value is None else str(cell.value) for _column, cell in line]
            for line in units.lines()
        ],
    )


def _facts(known: Iterable[Counted], of: int) -> Block:
    return table(
        [_("Fact"), _("Value"), _("Source and day")],
        [_fact_row(same, of) for same in alike(known, _as_told)],
    )


def _as_told(one: Counted) -> Hashable:
    """What a row tells; the number of an object in the BAG differs for each unit."""
    fact = one.counts
    own = fact.reference if fact.source is not Source.BAG else ""
    others = tuple(otherwise(each) for each in one.differs)
    shown = str(value_shown(fact.path, fact.value))
    return fact.path, shown, fact.source, own, fact.observed_on, others


def _fact_row(same: Sequence[Counted], of: int) -> list[str]:
    fact = same[0].counts
    places = [one.counts.place for one in same if one.counts.place]
    where = f". {said(units_told(places, of))}" if places else ""
    several = len(same) > 1 and fact.source is Source.BAG
    by = who_said(replace(fact, reference="") if several else fact)
    told = f"{by}, {date_format(fact.observed_on, 'j-n-Y')}"
    return [
        fact_name(fact.path),
        f"{value_shown(fact.path, fact.value)}{where}",
        "; ".join([told, *map(otherwise, same[0].differs)]),
    ]
