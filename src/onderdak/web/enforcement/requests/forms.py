"""The form with which a request to enforce is received."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.web.enforcement.cases.forms import languages
from onderdak.web.enforcement.fields import DayField, words_field
from onderdak.web.enforcement.words import requesters


class RequestForm(forms.Form):
    """Who asks, and what for."""

    use_required_attribute = False

    received_on = DayField(
        label=gettext_lazy("Received on"),
        help_text=gettext_lazy("From this day the eight weeks count (art. 4:13 Awb)."),
    )
    requester = forms.ChoiceField(
        label=gettext_lazy("Who asks"), choices=requesters, widget=forms.RadioSelect
    )
    about = words_field(
        gettext_lazy("What is asked, in your words"),
        max_length=1000,
        help_text=gettext_lazy("So that nothing in it says who asks."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy(
            "It is sealed, with the address and the letter: who is asked about never"
            " reads it here."
        ),
    )
    address = words_field(
        gettext_lazy("Postal address"), 2, max_length=300, required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, required=False
    )
    words = words_field(
        gettext_lazy("What the request says"), 5, max_length=4000, required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the one who asks"),
        choices=languages,
        initial="nl",
    )

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"received_on": on})
        self.on = on

    def clean_received_on(self) -> date:
        """What came in came in today or before."""
        day: date = self.cleaned_data["received_on"]
        if day > self.on:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """An answer needs somewhere to go."""
        given = super().clean() or {}
        nowhere = not given.get("address") and not given.get("email")
        if nowhere and not {"address", "email"} & set(self.errors):
            says = _("Give a postal address or an e-mail address: a decision is due.")
            self.add_error("address", says)
        return given
