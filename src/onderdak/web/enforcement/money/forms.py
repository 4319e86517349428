"""The forms with which something is booked; a line that stands is never changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.money import Debt
from onderdak.web.enforcement.fields import DayField, EurosField, words_field
from onderdak.web.pages.choices import offer

Offered = Sequence[tuple[str, str]]
_MORE, _LESS = "more", "less"


class _Booking(forms.Form):
    """An amount on a day, for one debt of one measure."""

    about_what = forms.ChoiceField(
        label=gettext_lazy("For what"), widget=forms.RadioSelect
    )
    cents = EurosField(label=gettext_lazy("Amount in euros"))
    on_day = DayField(label=gettext_lazy("Day"))

    def __init__(self, data: Any, *, on: date, offered: Offered) -> None:
        first = {"on_day": on, "about_what": offered[0][0] if offered else None}
        super().__init__(data, initial=first)
        offer(self, "about_what", offered)

    @property
    def measure(self) -> int:
        """The measure that it is booked on."""
        return int(str(self.cleaned_data["about_what"]).partition("_")[0])

    @property
    def debt(self) -> Debt:
        """For which debt it is."""
        return Debt(str(self.cleaned_data["about_what"]).partition("_")[2])


class PaymentForm(_Booking):
    """Money that came in."""

    about = forms.CharField(
        label=gettext_lazy("Reference of the payment"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As it stands on the bank statement. No names."),
    )


class GiveBackForm(_Booking):
    """Money that went back."""

    about = forms.CharField(
        label=gettext_lazy("How it went back"),
        max_length=200,
        help_text=gettext_lazy("The number that the bank gave it. No names."),
    )


class WriteOffForm(_Booking):
    """What will not be collected, and why."""

    reason = words_field(gettext_lazy("Why it is written off"), max_length=1000)


class CostForm(forms.Form):
    """A cost of coercion that was made."""

    measure = forms.ChoiceField(
        label=gettext_lazy("For which measure"), widget=forms.RadioSelect
    )
    cents = EurosField(label=gettext_lazy("Amount in euros"))
    on_day = DayField(label=gettext_lazy("Day"))
    about = forms.CharField(
        label=gettext_lazy("What the cost is for"),
        max_length=200,
        help_text=gettext_lazy("For example: locksmith, bill 2026-113."),
    )

    def __init__(self, data: Any, *, on: date, offered: Offered) -> None:
        first = {"on_day": on, "measure": offered[0][0] if offered else None}
        super().__init__(data, initial=first)
        offer(self, "measure", offered)


class CorrectForm(forms.Form):
    """A further line that puts an earlier one right."""

    way = forms.ChoiceField(
        label=gettext_lazy("What must happen with the amount?"),
        choices=[
            (_LESS, gettext_lazy("Take something off")),
            (_MORE, gettext_lazy("Add something")),
        ],
        widget=forms.RadioSelect,
    )
    cents = EurosField(label=gettext_lazy("How much, in euros"))
    reason = words_field(
        gettext_lazy("What was wrong"),
        max_length=1000,
        help_text=gettext_lazy("Both lines stay to be read, with this reason."),
    )

    def clean_cents(self) -> int:
        """How much to add or take off is more than nothing."""
        cents = int(self.cleaned_data["cents"])
        if cents <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return cents

    @property
    def change(self) -> int:
        """What the line becomes more; less than zero takes off."""
        cents = int(self.cleaned_data["cents"])
        return cents if self.cleaned_data["way"] == _MORE else -cents
