"""The picture of an address as tables: a source, the gaps, the time line."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from onderdak.kernel.text import Text
from onderdak.supervision.picture.contract import (
    BY_KEY,
    Euros,
    Fits,
    Known,
    OccupancyHint,
    Picture,
    Section,
    State,
)
from onderdak.web.pages.shapes import Cell, Column, Explanation, Money, Table
from onderdak.web.pages.values import money, said
from onderdak.web.picture.words import CONDITIONS, LEVELS, STATES, in_words

_PAGES = {
    "location": "location",
    "certificate": "quality_certificate",
    "quality": "quality_file",
    "report": "desk_report",
}


def source_table(section: Section, own: frozenset[str]) -> Table:
    """What one source says of the address.

    Args:
        own: the sources of which this person may take a signal back.
    """
    note = _("ground: %(ground)s") % {"ground": in_words(section.source.ground)}
    if section.handed_in:
        day = date_format(section.handed_in, "j F Y")
        note = f"{note}; " + _("last handed in on %(day)s") % {"day": day}
    return Table(
        name=f"source-{section.source.key}",
        caption=in_words(section.source.title),
        note=note,
        columns=[
            Column(_("What"), row_header=True),
            Column(_("Says")),
            Column(_("Of which day")),
            Column(_("Ground and reference")),
        ],
        rows=[
            [
                Cell(what_of(one), url_of(one, own)),
                value_of(one),
                one.on,
                beside(one),
            ]
            for one in section.known
        ],
    )


def what_of(one: Known) -> str:
    """What is said, in words."""
    words = capfirst(said(one.what))
    if one.ends:
        return _("%(what)s: last day") % {"what": words}
    if one.replaced_on is not None and one.no_longer:
        return _("%(what)s (no longer so since %(day)s)") % {
            "what": words,
            "day": date_format(one.replaced_on, "j F Y"),
        }
    if one.replaced_on is not None:
        return _("%(what)s (corrected on %(day)s)") % {
            "what": words,
            "day": date_format(one.replaced_on, "j F Y"),
        }
    return words


def url_of(one: Known, own: frozenset[str] = frozenset()) -> str:
    """Where there is more to read of it, or where it is taken back."""
    if one.signal is not None and one.source in own:
        return reverse("picture_signal", args=[one.signal])
    if one.about is None or one.about[0] not in _PAGES:
        return ""
    return reverse(_PAGES[one.about[0]], args=[one.about[1]])


def value_of(one: Known) -> object:
    """The value as a page shows it."""
    match one.value:
        case Euros(cents):
            return Money(cents)
        case Text():
            return said(one.value)
        case _:
            return one.value


def beside(one: Known) -> str:
    """What the file says of its ground, the reference, and how it was matched."""
    until = date_format(one.until, "j F Y") if one.until else ""
    parts = [
        _("the file says: %(ground)s") % {"ground": one.beside} if one.beside else "",
        one.reference,
        _("of %(inspection)s") % {"inspection": one.part_of} if one.part_of else "",
        str(CONDITIONS.get(one.condition, "")),
        _("until %(day)s") % {"day": until} if until else "",
        matched(one.level, one.weight),
    ]
    return "; ".join(filter(None, parts))


def matched(level: str, weight: float | None) -> str:
    """How the address was found; of likeness, with which weight."""
    words = str(LEVELS.get(level, ""))
    if weight is None or not words:
        return words
    return _("%(how)s (weight %(weight)s)") % {
        "how": words,
        "weight": number_format(round(weight, 1), decimal_pos=1),
    }


def gaps_table(sections: Sequence[Section]) -> Table:
    """The sources that say nothing, and why."""
    return Table(
        name="gaps",
        caption=_("What is not known"),
        columns=[
            Column(_("Source"), row_header=True),
            Column(_("State")),
            Column(_("What it would bring")),
        ],
        rows=[
            [
                in_words(one.source.title),
                Cell(
                    str(STATES[one.state]),
                    kind="" if one.state is State.NOTHING else "warning",
                ),
                _said_of_gap(one),
            ]
            for one in sections
        ],
    )


def _said_of_gap(one: Section) -> str:
    if one.because:
        return said(one.because)
    brings = in_words(one.source.brings)
    if one.handed_in is None:
        return brings
    day = date_format(one.handed_in, "j F Y")
    return f"{brings}; " + _("last handed in on %(day)s") % {"day": day}


def time_line(picture: Picture) -> Table:
    """Everything with a day, the latest first."""
    return Table(
        name="time-line",
        caption=_("Time line"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("Source")),
            Column(_("What")),
            Column(_("Says")),
        ],
        rows=[
            [
                one.on,
                in_words(BY_KEY[one.source].title),
                what_of(one),
                value_of(one),
            ]
            for one in picture.time_line
        ],
    )


def hint_words(hint: OccupancyHint) -> str:
    """What can be said of the registrations; never more than a reason to look."""
    known = {
        "registrations": hint.registrations,
        "most": hint.most,
        "day": date_format(hint.on, "j F Y"),
    }
    match hint.fits:
        case Fits.PROMPT:
            return (
                _(
                    "Registered on %(day)s: %(registrations)s. By its floor area at"
                    " most %(most)s residents would fit. That is a reason to look, not"
                    " a finding."
                )
                % known
            )
        case Fits.FITS:
            return (
                _(
                    "Registered on %(day)s: %(registrations)s. By floor area %(most)s"
                    " would fit."
                )
                % known
            )
        case Fits.TOO_OLD:
            return _(
                "The latest count is of %(day)s. That is too long ago to say anything"
                " of today."
            ) % {"day": date_format(hint.on, "j F Y")}
        case Fits.NO_DWELLING:
            return _("This is no dwelling, so the floor area says nothing here.")
        case _:
            return _("Use or floor area is not known, so this cannot be judged.")


def hint_why(hint: OccupancyHint) -> Explanation:
    """By which rule it was compared."""
    return Explanation(
        sentence=_("Floor area %(area)s m², %(each)s m² for each resident.")
        % {"area": hint.floor_area or "–", "each": hint.per_person},
        rule="M04",
        article=hint.article,
        parameter=hint.version,
    )


def file_lines(picture: Picture) -> list[list[object]]:
    """The picture as the lines of a file: exactly what the page shows."""
    lines: list[list[object]] = [
        [
            _("Address"),
            _("Source"),
            _("State"),
            _("What"),
            _("Says"),
            _("Of which day"),
            _("Ground"),
            _("Reference"),
            _("Beside"),
        ]
    ]
    for section in picture.sections:
        title = in_words(section.source.title)
        state = str(STATES[section.state])
        if not section.known:
            because = said(section.because) if section.because else ""
            lines.append([picture.in_full, title, state, "", because, None, "", "", ""])
        lines += [
            [
                picture.in_full,
                title,
                state,
                what_of(one),
                _plain(one),
                one.on,
                in_words(one.ground),
                one.reference,
                beside(one),
            ]
            for one in section.known
        ]
    return lines


def _plain(one: Known) -> object:
    if isinstance(one.value, Euros):
        return money(one.value.cents)
    return value_of(one)
