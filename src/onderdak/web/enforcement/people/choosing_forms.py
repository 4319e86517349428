"""The forms with which an instrument is chosen: first the axes, then what and why."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.choices import (
    AGGRAVATIONS,
    BEHAVIOURS,
    CONSEQUENCES,
    Aggravating,
    Behaviour,
    CellRead,
    Consequence,
    NewChoice,
)
from onderdak.web.enforcement.fields import DayField, words_field, yes_no
from onderdak.web.enforcement.wording import listed
from onderdak.web.pages.choices import offer


class AxesForm(forms.Form):
    """How somebody behaves, and what it leads to."""

    behaviour = forms.ChoiceField(
        label=gettext_lazy("How does the offender behave?"),
        choices=lambda: [(key, f"{key}: {label}") for key, label in listed(BEHAVIOURS)],
        widget=forms.RadioSelect,
    )
    consequence = forms.ChoiceField(
        label=gettext_lazy("What does the breach lead to, or may it lead to?"),
        choices=lambda: [
            (key, f"{key}: {label}") for key, label in listed(CONSEQUENCES)
        ],
        widget=forms.RadioSelect,
    )

    @property
    def place(self) -> tuple[Behaviour, Consequence]:
        """Which cell of the matrix it is."""
        given = self.cleaned_data
        return Behaviour(given["behaviour"]), Consequence(given["consequence"])


class ChoiceForm(forms.Form):
    """Which instrument is chosen, and why."""

    aggravating = forms.MultipleChoiceField(
        label=gettext_lazy("What makes it worse"),
        choices=lambda: listed(AGGRAVATIONS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unsafe = yes_no(
        gettext_lazy("Are people in danger as it stands?"),
        help_text=gettext_lazy("Then you act now, whatever the matrix says."),
    )
    instrument = forms.ChoiceField(
        label=gettext_lazy("Which instrument"), widget=forms.RadioSelect
    )
    proportionality = words_field(
        gettext_lazy("Why this is not too heavy"),
        help_text=gettext_lazy(
            "Weigh what is at stake for who must end it, and for the people who live"
            " there (proportionality)."
        ),
    )
    subsidiarity = words_field(
        gettext_lazy("Why nothing lighter will do"),
        help_text=gettext_lazy("What was tried, or why it would not help."),
    )
    deviation = words_field(
        gettext_lazy("Why you differ from the matrix"),
        required=False,
        help_text=gettext_lazy(
            "Needed when you choose something else than the cell says. In danger: how"
            " people are safe in the meantime."
        ),
    )
    low_priority = forms.BooleanField(
        label=gettext_lazy("It waits for more pressing cases"), required=False
    )
    because_wait = words_field(
        gettext_lazy("Why nothing is done now"),
        2,
        required=False,
        help_text=gettext_lazy("Needed when you choose to do nothing yet."),
    )
    look_again_on = DayField(
        label=gettext_lazy("When you look again"),
        required=False,
        help_text=gettext_lazy("Needed when it waits: later is not never."),
    )

    def __init__(
        self, data: Any, *, instruments: Sequence[tuple[str, str]], first: str
    ) -> None:
        super().__init__(data, initial={"instrument": first or None})
        offer(self, "instrument", instruments)

    def choice(self, cell: CellRead) -> NewChoice:
        """The choice at a cell of the matrix."""
        given = self.cleaned_data
        look_again: date | None = given["look_again_on"]
        return NewChoice(
            behaviour=cell.behaviour,
            consequence=cell.consequence,
            instrument=given["instrument"],
            proportionality=given["proportionality"],
            subsidiarity=given["subsidiarity"],
            aggravating=tuple(Aggravating(each) for each in given["aggravating"]),
            unsafe=bool(given["unsafe"]),
            low_priority=given["low_priority"],
            deviation=given["deviation"],
            because_wait=given["because_wait"],
            look_again_on=look_again,
        )
