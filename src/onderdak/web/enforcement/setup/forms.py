"""The forms of a cell of the matrix and of a local amount."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.choices import (
    AMOUNTS,
    INTERVENTIONS,
    PERS,
    AmountOf,
)
from onderdak.supervision.enforcement.contract.letters import NewLetterHead
from onderdak.web.enforcement.fields import DayField, EurosField, words_field
from onderdak.web.enforcement.wording import listed
from onderdak.web.pages.choices import offer


class CellForm(forms.Form):
    """What the municipality does at one behaviour and one consequence."""

    advised = forms.MultipleChoiceField(
        label=gettext_lazy("What your municipality does here"),
        choices=lambda: listed(INTERVENTIONS),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One or more. Whoever chooses something else says why."),
    )
    words = words_field(
        gettext_lazy("To mind here"), 2, max_length=1000, required=False
    )
    source = forms.CharField(
        label=gettext_lazy("In which decision this stands"),
        max_length=300,
        help_text=gettext_lazy("For example the policy of 3 March 2026, chapter 4."),
    )
    valid_from = DayField(label=gettext_lazy("Holds from"))


class AmountForm(forms.Form):
    """An amount that the municipality set, with the decision it stands in."""

    amount_of = forms.ChoiceField(
        label=gettext_lazy("What it is for"),
        choices=lambda: listed(AMOUNTS),
        widget=forms.RadioSelect,
    )
    rule = forms.ChoiceField(label=gettext_lazy("For which norm"), required=False)
    per = forms.ChoiceField(
        label=gettext_lazy("How it counts"),
        choices=lambda: listed(PERS),
        widget=forms.RadioSelect,
    )
    cents = EurosField(label=gettext_lazy("Amount in euros"))
    most_cents = EurosField(
        label=gettext_lazy("The most in all, in euros"),
        required=False,
        help_text=gettext_lazy("Needed for the penalty of an order (art. 5:32b Awb)."),
    )
    article = forms.CharField(
        label=gettext_lazy("Article"),
        max_length=300,
        help_text=gettext_lazy("Of the by-law or of the law that the amount rests on."),
    )
    source = forms.CharField(
        label=gettext_lazy("In which decision this stands"), max_length=300
    )
    valid_from = DayField(label=gettext_lazy("Holds from"))

    def __init__(
        self, data: Any, *, rules: Sequence[tuple[str, str]], initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        offer(
            self,
            "rule",
            [("", _("every norm without an amount of its own")), *rules],
        )

    def clean(self) -> dict[str, Any]:
        """The penalty of an order has a maximum, and it is not below the amount."""
        given = super().clean() or {}
        most, cents = given.get("most_cents"), given.get("cents")
        if given.get("amount_of") == AmountOf.PENALTY and most is None:
            self._say("most_cents", _("Give the most in all."))
        if most is not None and cents is not None and most < cents:
            self._say("most_cents", _("This is less than the amount itself."))
        return given

    def _say(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)


class HeadForm(forms.Form):
    """What stands on every letter of the municipality."""

    lines = words_field(
        gettext_lazy("Lines beside the name"),
        4,
        max_length=720,
        required=False,
        help_text=gettext_lazy("For example the postal address and the web address."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Who to call"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A team, its telephone number and its hours."),
    )
    objections_to = forms.CharField(
        label=gettext_lazy("Where an objection is sent"),
        max_length=300,
        required=False,
    )
    signed_by = words_field(
        gettext_lazy("Who signs"),
        3,
        max_length=720,
        required=False,
        help_text=gettext_lazy("Each line as it stands below the letter."),
    )
    colour = forms.CharField(
        label=gettext_lazy("Colour"),
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    @property
    def head(self) -> NewLetterHead:
        """The letterhead as it was filled in."""
        given = self.cleaned_data
        return NewLetterHead(
            lines=given["lines"].splitlines(),
            colour=given["colour"],
            contact=given["contact"],
            objections_to=given["objections_to"],
            signed_by=given["signed_by"].splitlines(),
        )


class EndForm(forms.Form):
    """From when an amount no longer holds, and where that stands."""

    valid_from = DayField(label=gettext_lazy("No longer holds from"))
    source = forms.CharField(
        label=gettext_lazy("In which decision this stands"), max_length=300
    )
