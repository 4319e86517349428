"""The forms of the register of places in reserve."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.people import (
    RESERVES,
    ReserveFacts,
    ReserveKind,
)
from onderdak.web.enforcement.fields import DayField, words_field
from onderdak.web.enforcement.people.forms import whole_field
from onderdak.web.enforcement.wording import listed


class PlaceForm(forms.Form):
    """Places that somebody keeps ready, and whom to call at night."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Who offers them"),
        choices=lambda: listed(RESERVES),
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Organisation"), max_length=200)
    where = forms.CharField(
        label=gettext_lazy("Where it is"), max_length=200, required=False
    )
    places = whole_field(gettext_lazy("How many places"), most=5_000, min_value=1)
    available_from = DayField(label=gettext_lazy("Available from"))
    available_until = DayField(
        label=gettext_lazy("Available until"),
        help_text=gettext_lazy("On this day the places are no longer there."),
    )
    agreement = forms.CharField(
        label=gettext_lazy("What was agreed, with its reference"),
        max_length=200,
        required=False,
    )
    words = words_field(
        gettext_lazy("Good to know"),
        2,
        max_length=1000,
        required=False,
        help_text=gettext_lazy("For example: stairs, families, pets, a deposit."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Whom to call at night"),
        max_length=200,
        help_text=gettext_lazy(
            "To be able to call at night. It is kept sealed; who looks it up is"
            " written down."
        ),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone number at night"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
        help_text=gettext_lazy("Sealed as well."),
    )

    def __init__(
        self, data: Any, *, initial: Mapping[str, object], sealed: bool = False
    ) -> None:
        super().__init__(data, initial=dict(initial))
        if not sealed:
            return
        for name in ("contact", "phone"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Leave this empty to keep what is sealed.")

    def clean(self) -> dict[str, Any]:
        """The term ends after it begins; a contact has a name and a number."""
        given = super().clean() or {}
        first, last = given.get("available_from"), given.get("available_until")
        if first and last and last <= first:
            self.add_error(
                "available_until", _("The last day must come after the first.")
            )
        one, other = given.get("contact"), given.get("phone")
        if bool(one) != bool(other) and not self.errors:
            self.add_error(
                "phone" if one else "contact",
                _("Give both, or leave both as they are."),
            )
        return given

    @property
    def facts(self) -> ReserveFacts:
        """The line of the register as it was filled in."""
        given = self.cleaned_data
        return ReserveFacts(
            kind=ReserveKind(given["kind"]),
            name=given["name"],
            places=given["places"],
            available_from=given["available_from"],
            available_until=given["available_until"],
            where=given["where"],
            words=given["words"],
            agreement=given["agreement"],
            contact_name=given["contact"],
            contact_phone=given["phone"],
        )


class OpenForm(forms.Form):
    """Why the contact at night is looked up."""

    reason = words_field(
        gettext_lazy("Why you look this up"),
        2,
        max_length=500,
        help_text=gettext_lazy("It is kept with your name."),
    )


class WithdrawForm(forms.Form):
    """From when the places are no longer there."""

    on_day = DayField(label=gettext_lazy("No longer there from"))
