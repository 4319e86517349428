"""What the page of an evening shows: rows, what needs a look, what was done."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from onderdak.register.nights.contract import (
    Location,
)
from onderdak.register.nights.contract.evenings import (
    Act,
    Done,
    Evening,
    Place,
    Slept,
)
from onderdak.web.nights.evening.confirming import confirmation_of
from onderdak.web.nights.evening.forms import BETWEEN
from onderdak.web.pages.shapes import Paging, Search

PAGE = 50
_NUMBERS = re.compile(r"([0-9]+)")
_GENERATED = "~"
ACTS = {
    Act.CONFIRM: gettext_lazy("list confirmed"),
    Act.ARRIVE: gettext_lazy("arrived"),
    Act.LEAVE: gettext_lazy("left"),
    Act.MOVE: gettext_lazy("moved"),
    Act.STAY: gettext_lazy("is still here"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One guest on the page."""

    guest: int
    initials: str
    place: str
    who: str
    about: str
    twice: bool
    due: bool
    opened: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done this evening, and whether it can be taken back."""

    label: str
    moment: str
    key: str
    taken_back: bool
    can: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address bar asks of the list."""

    words: str = ""
    page: int = 1

    def address(self, night: date, page: int) -> str:
        """Another page of the same evening."""
        known = {"night": night.isoformat(), "q": self.words, "page": page}
        return "?" + urlencode({name: value for name, value in known.items() if value})


@lru_cache(maxsize=10_000)
def natural(label: str) -> tuple[str | int, ...]:
    """A sorting key in which room 2 comes before room 10: words, numbers."""
    parts = _NUMBERS.split(label.casefold())
    return tuple(int(part) if odd % 2 else part for odd, part in enumerate(parts))


def place_name(place: Place) -> str:
    """Where someone sleeps, in words."""
    if place.room and place.bed and place.room != place.bed:
        return _("room %(room)s, bed %(bed)s") % {"room": place.room, "bed": place.bed}
    if place.room:
        return _("room %(room)s") % {"room": place.room}
    return _("no room stated")


def reference_name(reference: str) -> str:
    """The provider's own reference; one that the register made says nothing."""
    return "" if reference.startswith(_GENERATED) else reference


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown of the list: in the order of the rooms, a page at a time."""

    guests: list[Slept]
    left: list[Slept]
    total: int


def chosen(evening: Evening, asked: Asked) -> Chosen:
    """What the address bar asks of the list of an evening."""
    ordered = sorted(evening.guests, key=_order)
    found = [one for one in ordered if _fits(one, asked.words)]
    first = (asked.page - 1) * PAGE
    left = sorted(evening.left, key=_order)
    return Chosen(found[first : first + PAGE], left, len(found))


def shown(
    evening: Evening,
    location: Location,
    asked: Asked,
    part: Chosen,
    since: Mapping[int, date],
    opened: Mapping[int, str],
) -> dict[str, object]:
    """Everything for the template."""

    def row(one: Slept) -> Row:
        return _row(one, evening, since[one.guest], opened.get(one.guest, ""))

    rows, left = [row(one) for one in part.guests], [row(one) for one in part.left]
    return {
        "night": evening.night,
        "count": len(evening.guests),
        "rows": rows,
        "list": _lines(rows, location, evening.night, gone=False),
        "left": _lines(left, location, evening.night, gone=True),
        "steps": [_step(done) for done in evening.done],
        "choices": _choices(evening),
        "paging": _paging(evening.night, asked, part.total),
        "search": _search(evening, asked),
        "over": _over(evening, location),
        "twice": _twice(evening),
        "confirmation": confirmation_of(evening, location),
    }


def _order(one: Slept) -> tuple[object, ...]:
    return (
        not one.place.room,
        natural(one.place.room),
        natural(one.place.bed),
        one.reference,
    )


def _fits(one: Slept, words: str) -> bool:
    sought = words.casefold()
    texts = (one.initials, reference_name(one.reference), one.place.room, one.place.bed)
    return not sought or any(text.casefold().startswith(sought) for text in texts)


def _row(one: Slept, evening: Evening, since: date, opened: str) -> Row:
    expected = one.expected_departure
    reference = reference_name(one.reference)
    initials, place = one.initials or reference or "–", place_name(one.place)
    told = _("since %(day)s") % {"day": date_format(since, "j F Y")}
    return Row(
        guest=one.guest,
        initials=initials,
        place=place,
        who=f"{initials}, {place}",
        about=f"{reference} · {told}" if reference and one.initials else told,
        twice=one.stay in evening.twice,
        due=expected is not None and expected <= evening.night,
        opened=opened,
    )


def _lines(
    rows: Sequence[Row], location: Location, night: date, *, gone: bool
) -> SafeString:
    language = get_language() or ""
    return SafeString(
        "".join(
            # An opened name is written once, and never kept.
            (_line.__wrapped__ if row.opened else _line)(
                row, location.pk, night, language, gone
            )
            for row in rows
        )
    )


@lru_cache(maxsize=5_000)
def _line(row: Row, place: int, night: date, language: str, gone: bool) -> str:
    """One guest as HTML; the same guest is looked at again and again in an evening."""
    known = {
        "row": row,
        "gone": gone,
        "say": _say(),
        "name_url": reverse("evening_name", args=[place]),
        "move_url": reverse("evening_move", args=[place]) + f"?night={night:%Y-%m-%d}",
    }
    return render_to_string("nights/evening/row.html", known)


def _say() -> dict[str, str]:
    """What stands in every row: translated once a page."""
    return {
        "leaves": _("Leaves today"),
        "moved": _("Moved"),
        "stays": _("Is still here"),
        "name": _("Name"),
        "twice": _("bed let twice"),
        "due": _("expected day has passed"),
    }


def _step(done: Done) -> Step:
    act = Act(done.tap.act)
    who = done.initials or reference_name(done.reference) or _("a guest")
    label = str(ACTS[act]) if act is Act.CONFIRM else f"{who}: {ACTS[act]}"
    return Step(
        label=label,
        moment=date_format(
            localtime(done.tap.tapped_at or done.tap.recorded_at), "H:i"
        ),
        key=str(done.tap.key),
        taken_back=done.taken_back,
        can=done.tap.declaration_id is not None and not done.taken_back,
    )


def _choices(evening: Evening) -> SafeString:
    """The known places as options, free ones first: made once, used twice."""
    taken = Counter(one.place for one in evening.guests)
    ordered = sorted(
        evening.places,
        key=lambda each: (taken[each] > 0, natural(each.room), natural(each.bed)),
    )
    free = _("free")
    lines = [
        f'<option value="{escape(each.room + BETWEEN + each.bed)}">'
        f"{escape(place_name(each))}{'' if taken[each] else f' – {free}'}</option>"
        for each in ordered
    ]
    return SafeString("".join(lines))  # every label is escaped above


def _paging(night: date, asked: Asked, total: int) -> Paging | None:
    if total <= PAGE:
        return None
    page = asked.page
    return Paging(
        next_url=asked.address(night, page + 1) if page * PAGE < total else "",
        previous_url=asked.address(night, page - 1) if page > 1 else "",
        shown=_("%(shown)s of %(total)s guests")
        % {"shown": min(PAGE, max(0, total - (page - 1) * PAGE)), "total": total},
    )


def _search(evening: Evening, asked: Asked) -> Search | None:
    if len(evening.guests) <= PAGE:
        return None
    return Search(
        label=_("Find by room, initials or reference"),
        value=asked.words,
        keep={"night": evening.night.isoformat()},
    )


def _over(evening: Evening, location: Location) -> str:
    permitted, count = location.permitted_capacity, len(evening.guests)
    if permitted is None or count <= permitted:
        return ""
    return _("%(guests)s guests sleep here tonight; %(permitted)s are permitted.") % {
        "guests": count,
        "permitted": permitted,
    }


def _twice(evening: Evening) -> str:
    beds = {one.place for one in evening.guests if one.stay in evening.twice}
    if not beds:
        return ""
    told = ngettext("Bed let twice: %(beds)s.", "Beds let twice: %(beds)s.", len(beds))
    names = [place_name(each) for each in beds]
    return told % {"beds": "; ".join(sorted(names, key=natural))}


def page_of(location: Location, night: date) -> str:
    """The address of an evening."""
    return reverse("evening", args=[location.pk]) + f"?night={night:%Y-%m-%d}"
