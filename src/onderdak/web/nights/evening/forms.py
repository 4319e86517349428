"""What is typed or chosen on the page of an evening."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.contract.evenings import (
    Place,
)
from onderdak.register.nights.contract.systems import (
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REFERENCE,
)

DOCUMENTS = {
    "passport": gettext_lazy("Passport"),
    "identity_card": gettext_lazy("Identity card"),
    "residence_permit": gettext_lazy("Residence permit"),
    "driving_licence": gettext_lazy("Driving licence"),
    "other": gettext_lazy("Another document"),
}
# Why each personal field is asked: shown beside it.
PURPOSES: dict[str, str | Promise] = {
    "name": gettext_lazy(
        "who sleeps here must be in your night register (art. 438 Sr)"
    ),
    "residence": gettext_lazy("the night register must hold it (art. 438 Sr)"),
    "document_kind": gettext_lazy(
        "the night register must hold the kind, never the number (art. 438 Sr)"
    ),
    "reference": gettext_lazy("you find the guest back in your own list"),
    "work_municipality": gettext_lazy("the by-law of this municipality asks for it"),
}
_OFF = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
_WORDS = {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}


# Between room and bed in the value of one choice: in no label that people type.
BETWEEN = "\t"


class PlaceForm(forms.Form):
    """Which room and bed: one of those known, or typed in the provider's own words."""

    place = forms.CharField(
        required=False, max_length=2 * LONGEST_LABEL + 1, strip=False
    )
    room = forms.CharField(
        label=gettext_lazy("Room"),
        max_length=LONGEST_LABEL,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    bed = forms.CharField(
        label=gettext_lazy("Bed"),
        max_length=LONGEST_LABEL,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )

    @property
    def chosen(self) -> Place:
        """What is typed goes before what is chosen from the list."""
        typed = Place(self.cleaned_data["room"], self.cleaned_data["bed"])
        if typed != Place():
            return typed
        room, _between, bed = self.cleaned_data["place"].partition(BETWEEN)
        return Place(room.strip(), bed.strip())


class MoveForm(PlaceForm):
    """Where a guest sleeps from tonight on."""

    def clean(self) -> dict[str, str]:
        """Somewhere at least."""
        cleaned: dict[str, str] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("place", "room", "bed")):
            self.add_error("room", _("Say to which room or bed the guest moved."))
        return cleaned


class ArrivalForm(PlaceForm):
    """Someone new: what art. 438 Sr asks for, and where they sleep."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=_WORDS),
    )
    residence = forms.CharField(
        label=gettext_lazy("Place of residence"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=_WORDS),
    )
    document_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"), choices=list(DOCUMENTS.items())
    )
    reference = forms.CharField(
        label=gettext_lazy("Your own reference of the guest"),
        max_length=LONGEST_REFERENCE,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    work_municipality = forms.CharField(
        label=gettext_lazy("Municipality of work"),
        max_length=LONGEST_PLACE,
        required=False,
        widget=forms.TextInput(attrs=_WORDS),
    )
    field_order: Sequence[str] = (
        *("name", "residence", "document_kind", "room", "bed", "reference"),
    )

    def __init__(self, *args: Any, asks_work: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_work:
            del self.fields["work_municipality"]  # absent, not merely empty

    @property
    def identity(self) -> Identity:
        """The three fields that are sealed."""
        known = self.cleaned_data
        return Identity(known["name"], known["residence"], known["document_kind"])
