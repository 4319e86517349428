"""The forms of an assessment: questions of a group, and the list of rooms."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.rules import Fact
from onderdak.web.quality.assess.fields import field_for, typed_again

_MOST_ROOMS: Final = 500
_FIRST_ROWS: Final = 3
_LONGEST_NAME: Final = 30
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
# What a list of rooms is about; the rest is asked behind a fold.
_FIRST: Final = ("floor_area", "people", "beds")
_SHORT: Final = {
    "floor_area": gettext_lazy("Area (m²)"),
    "people": gettext_lazy("Sleepers"),
    "beds": gettext_lazy("Beds"),
}


class SeenForm(forms.Form):
    """When it was seen, and on which visit: asked of whoever looked at it."""

    seen_on = forms.DateField(
        label=gettext_lazy("Seen on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reference = forms.CharField(
        label=gettext_lazy("Number of the visit or report"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on

    def clean_seen_on(self) -> date:
        """What was seen was seen already."""
        day: date = self.cleaned_data["seen_on"]
        if day > self._on:
            raise forms.ValidationError(_("This day is still to come."))
        return day


class QuestionsForm(forms.Form):
    """One question for each fact of a group."""

    def __init__(
        self,
        facts: Sequence[Fact],
        known: Mapping[str, object],
        hints: Mapping[str, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._facts = facts
        for fact in facts:
            field = field_for(fact, hints.get(fact.path, ""))
            field.initial = typed_again(fact, known.get(fact.path))
            self.fields[name_of(fact)] = field

    @property
    def answers(self) -> dict[str, object]:
        """Each fact with its answer; None where nobody knows."""
        return {fact.path: self.cleaned_data[name_of(fact)] for fact in self._facts}


def name_of(fact: Fact) -> str:
    """The name of the field of a fact."""
    return fact.path.replace(".", "-")


class RoomForm(forms.Form):
    """One room of the list."""

    def __init__(self, facts: Sequence[Fact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._facts = facts
        self.fields["name"] = forms.CharField(
            label=_("Name or number"), required=False, max_length=_LONGEST_NAME
        )
        for fact in facts:
            field = field_for(fact)
            if short := _SHORT.get(fact.keys[-1]):
                field.label = short
            if isinstance(field, forms.ChoiceField):
                # A list of rooms has many rows: a choice takes one line of each.
                field.widget = forms.Select(choices=list(_blank_first(field)))
            self.fields[name_of(fact)] = field

    @property
    def first(self) -> list[forms.BoundField]:
        """The few things that every room has."""
        asked = {fact.keys[-1]: name_of(fact) for fact in self._facts}
        names = [asked[key] for key in _FIRST if key in asked]
        return [self[name] for name in ("name", *names)]

    @property
    def further(self) -> list[forms.BoundField]:
        """What is asked besides."""
        return [
            self[name_of(fact)] for fact in self._facts if fact.keys[-1] not in _FIRST
        ]

    @property
    def is_further_open(self) -> bool:
        """Whether something behind the fold needs a look."""
        return self.is_bound and any(bound.errors for bound in self.further)

    @property
    def room(self) -> dict[str, object]:
        """What is known of the room, as in a facts file; {} is no room."""
        given = self.cleaned_data
        known = {
            fact.keys[-1]: given[name_of(fact)]
            for fact in self._facts
            if given.get(name_of(fact)) is not None
        }
        name = given.get("name", "").strip()
        return {"name": name, **known} if name else known


def _blank_first(field: forms.ChoiceField) -> Iterator[tuple[str, object]]:
    choices = cast(Iterable[tuple[str, object]], field.choices)
    yield "", "–"
    yield from ((value, name) for value, name in choices if value != "")


class RoomsForms:
    """The list of rooms as a page shows it; rows come and go without a script."""

    def __init__(
        self,
        facts: Sequence[Fact],
        rooms: Sequence[Mapping[str, object]],
        data: QueryDict | None,
    ) -> None:
        self._facts = facts
        if len(rooms) > _MOST_ROOMS:
            raise Invalid(
                text("This list has more than %(most)s rooms.", most=_MOST_ROOMS),
                why=text("That is too long for a page."),
                next_step=text("State it from a file: `onderdak quality state`."),
            )
        if data is None:
            self.rows = [self._row(room) for room in rooms]
            self.rows += [self._row({}) for _ in range(_blank(len(rooms)))]
        else:
            self.rows = list(self._typed(data))

    def _row(self, room: Mapping[str, object]) -> RoomForm:
        initial = {
            name_of(fact): typed_again(fact, room.get(fact.keys[-1]))
            for fact in self._facts
        }
        return RoomForm(self._facts, initial={"name": room.get("name"), **initial})

    def _typed(self, data: QueryDict) -> Iterator[RoomForm]:
        """The rows as they were typed, without the one to remove."""
        numbers = [one for one in data.getlist("row") if _NUMBER.fullmatch(one)]
        for number in numbers:
            if data.get("remove") != number:
                yield RoomForm(self._facts, data, prefix=f"room{number}")
        if "add" in data:
            last = max((int(one) for one in numbers), default=0)
            yield RoomForm(self._facts, QueryDict(), prefix=f"room{last + 1}")

    def numbered(self) -> list[tuple[str, RoomForm]]:
        """Each row with the number under which its fields are sent."""
        for number, row in enumerate(self.rows, 1):
            if row.prefix is None:
                row.prefix = f"room{number}"
        return [(str(row.prefix).removeprefix("room"), row) for row in self.rows]

    def is_valid(self) -> bool:
        """Whether every row can be read; all are looked at."""
        right = [row.is_valid() for row in self.rows]
        return False not in right

    @property
    def rooms(self) -> list[dict[str, object]]:
        """The rooms that were filled in."""
        return [room for row in self.rows if (room := row.room)]


def _blank(there: int) -> int:
    return 1 if there else _FIRST_ROWS
