"""The forms about certificates and permits."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.housing.quality.contract import (
    NewCertificate,
    Particulars,
    PermitFact,
    Scheme,
    State,
)
from onderdak.register.nights.contract import Location
from onderdak.web.pages.choices import offer
from onderdak.web.quality.certificates.words import BY_HAND, PERMITS, STATES

WHOLE = "whole"


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen from a calendar or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **more,
    )


def _beds() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Beds"), required=False, min_value=1, max_value=20_000
    )


def _until() -> forms.DateField:
    return day_field(
        gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("The first day on which it no longer holds."),
    )


def place_choices(
    locations: Iterable[Location], *, whole: bool
) -> list[tuple[str, str]]:
    """The locations to choose from, and where wanted the whole organisation."""
    rows = [
        (str(one.pk), f"{one.name} ({one.address})")
        for one in sorted(locations, key=lambda one: one.name.casefold())
    ]
    head = [("", "…")]
    if whole:
        head.append((WHOLE, _("the whole organisation")))
    return [*head, *rows]


class ParticularsForm(forms.Form):
    """What is said of a certificate: beds and dates."""

    beds = _beds()
    valid_from = day_field(gettext_lazy("Valid from"), required=False)
    valid_until = _until()
    registered_on = day_field(gettext_lazy("Registered on"), required=False)
    inspected_on = day_field(
        gettext_lazy("Inspected on"),
        required=False,
        help_text=gettext_lazy("The day of the last inspection."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy(
            "Who says so, such as the number of a letter or the name of a register."
        ),
    )

    @property
    def said(self) -> Particulars:
        """What was filled in."""
        given = self.cleaned_data
        return Particulars(
            beds=given["beds"],
            valid_from=given["valid_from"],
            valid_until=given["valid_until"],
            registered_on=given["registered_on"],
            inspected_on=given["inspected_on"],
        )


class CertificateForm(ParticularsForm):
    """A certificate as the municipality knows it."""

    scheme = forms.ChoiceField(
        label=gettext_lazy("Scheme"), choices=[("", "…"), *BY_HAND.items()]
    )
    holder = forms.CharField(
        label=gettext_lazy("Holder"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the provider of the location."),
    )
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=60, required=False
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Location"),
        required=False,
        help_text=gettext_lazy(
            "Empty: not known yet. Then write the address as it was given."
        ),
    )
    address = forms.CharField(
        label=gettext_lazy("Address as it was given"), max_length=200, required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[(one.value, words) for one, words in STATES.items()],
        initial=State.VALID.value,
    )
    field_order = ("scheme", "holder", "number", "place", "address", "state")

    def __init__(
        self, *args: Any, locations: Sequence[Location], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.locations = {str(one.pk): one for one in locations}
        offer(self, "place", place_choices(locations, whole=False))

    def clean(self) -> dict[str, Any]:
        """A holder is named, or follows from the location."""
        given = self.cleaned_data
        place = self.locations.get(given.get("place") or "")
        if place is not None and not given.get("holder"):
            given["holder"] = place.provider.name
        if not given.get("holder"):
            self.add_error("holder", _("Name the holder, or choose a location."))
        return given

    @property
    def certificate(self) -> NewCertificate:
        """What was filled in."""
        given = self.cleaned_data
        place = self.locations.get(given["place"])
        return NewCertificate(
            scheme=Scheme(given["scheme"]),
            holder=given["holder"],
            source=given["source"],
            number=given["number"],
            location=place,
            provider=place.provider_id if place else None,
            address=given["address"],
            state=State(given["state"]),
            said=self.said,
        )


class OwnCertificateForm(ParticularsForm):
    """A certificate that a provider holds, with what proves it."""

    scheme = forms.ChoiceField(
        label=gettext_lazy("Scheme"), choices=[("", "…"), *BY_HAND.items()]
    )
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=60, required=False
    )
    place = forms.ChoiceField(label=gettext_lazy("Of"))
    field_order = ("scheme", "number", "place")

    def __init__(
        self,
        *args: Any,
        locations: Sequence[Location],
        towns: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.locations = {str(one.pk): one for one in locations}
        whole = [
            (
                f"{WHOLE}:{code}",
                _("the whole organisation, told to %(town)s") % {"town": name},
            )
            for code, name in towns
        ]
        head, *rows = place_choices(locations, whole=False)
        offer(self, "place", [head, *whole, *rows])
        self.fields["source"].label = _("Proof")
        self.fields["source"].help_text = _(
            "The number or date of the letter or report that shows it."
        )


class SayForm(ParticularsForm):
    """What is said of a certificate now."""


class StateForm(forms.Form):
    """What became of a certificate, from a day on."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", "…"), *STATES.items()]
    )
    since = day_field(gettext_lazy("Since"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("Such as: alert of the register, letter of …"),
    )
    words = forms.CharField(
        label=gettext_lazy("In short"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("No names of persons; the provider reads this."),
    )


class PlaceForm(forms.Form):
    """Of which location a certificate or a line is."""

    place = forms.ChoiceField(label=gettext_lazy("Location"))

    def __init__(
        self,
        *args: Any,
        locations: Sequence[Location],
        providers: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.locations = {str(one.pk): one for one in locations}
        head, *rows = place_choices(locations, whole=False)
        whole = [
            (f"{WHOLE}:{pk}", _("the whole organisation: %(name)s") % {"name": name})
            for pk, name in providers
        ]
        offer(self, "place", [head, *rows, *whole])

    @property
    def location(self) -> Location | None:
        """The location that was chosen."""
        return self.locations.get(self.cleaned_data["place"])

    @property
    def provider(self) -> int | None:
        """The organisation that was chosen, where it is no location."""
        kind, _colon, number = self.cleaned_data["place"].partition(":")
        return int(number) if kind == WHOLE else None


class PermitForm(forms.Form):
    """A permit of a location, as a fact with its source."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", "…"), *PERMITS.items()]
    )
    number = forms.CharField(label=gettext_lazy("Number"), max_length=60)
    beds = _beds()
    valid_from = day_field(gettext_lazy("Valid from"))
    valid_until = _until()
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)

    @property
    def permit(self) -> dict[str, Any]:
        """What was filled in."""
        given = dict(self.cleaned_data)
        return given | {"kind": PermitFact.Kind(given["kind"])}


class RegisterForm(forms.Form):
    """A register to read in."""

    scheme = forms.ChoiceField(
        label=gettext_lazy("Scheme"), choices=[("", "…"), *BY_HAND.items()]
    )
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("XLSX, ODS, XLS or CSV, at most 5 MB."),
    )
    on = day_field(
        gettext_lazy("Register of"),
        help_text=gettext_lazy("The day on which the list was made."),
    )
    whole_list = forms.BooleanField(
        label=gettext_lazy(
            "This is the whole list: what is not in it, is gone from it"
        ),
        required=False,
    )


class AlertForm(forms.Form):
    """An alert as it was mailed, pasted here."""

    # A box that must be filled would be red before anything was typed.
    use_required_attribute = False

    written = forms.CharField(
        label=gettext_lazy("The text of the alert"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("It is read and not kept."),
    )
