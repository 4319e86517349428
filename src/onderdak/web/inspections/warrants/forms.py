"""The forms with which a warrant is asked, decided on, and its entry noted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.places.contract import find_addresses
from onderdak.supervision.inspections.contract.warrants import (
    LEAST_WHY,
    Power,
    Request,
    WarrantGround,
)
from onderdak.web.inspections.planning.forms import day_field, words_field
from onderdak.web.inspections.warrants.words import WARRANT_GROUNDS, power_of
from onderdak.web.pages.choices import offer

_MOST_TOLD = 5
_OTHER = "other"
FOR_DANGER: Final = 0
GRANT, REFUSE = "grant", "refuse"


class AskForm(forms.Form):
    """Why a dwelling must be entered without consent, which, and under which law."""

    use_required_attribute = False

    reasons = words_field(
        gettext_lazy("Why a dwelling must be entered"),
        2000,
        4,
        min_length=10,
        help_text=gettext_lazy("What you know, from where, of which day. No names."),
    )
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("What the request rests on"),
        choices=lambda: [(each.value, WARRANT_GROUNDS[each]) for each in WarrantGround],
        widget=forms.CheckboxSelectMultiple,
    )
    power = forms.ChoiceField(
        label=gettext_lazy("Which law lets you enter without consent"),
        choices=lambda: [(each.value, power_of(each)) for each in Power],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Without such a law there is no warrant."),
    )
    needed_because = words_field(
        gettext_lazy("Why asking for consent is not enough"),
        1000,
        min_length=10,
        help_text=gettext_lazy("For example: consent was asked and refused."),
    )
    holder = forms.ChoiceField(label=gettext_lazy("In whose name"))
    night_because = forms.CharField(
        label=gettext_lazy("Why also between midnight and six"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Empty: not at night."),
    )
    absent_because = forms.CharField(
        label=gettext_lazy("Why also with nobody at home"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Empty: not when nobody is at home."),
    )

    def __init__(
        self,
        data: Any,
        *,
        municipality: str,
        address: int,
        people: Sequence[tuple[str, str]],
        others: int,
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.municipality, self.address = municipality, address
        offer(self, "holder", people)
        for nth in range(1, others + 1):
            self.fields[f"{_OTHER}_{nth}"] = forms.CharField(
                label=_("Other dwelling %(number)s") % {"number": nth},
                max_length=120,
                required=False,
                help_text=_("Postcode and number, or street and number."),
            )
        self.found: dict[str, int] = {}

    def clean(self) -> dict[str, Any]:
        """Each other dwelling is one address of this municipality."""
        given = super().clean() or {}
        seen = {self.address}
        for name in [each for each in self.fields if each.startswith(_OTHER)]:
            written = given.get(name)
            if not written:
                continue
            found, says = self._address(written)
            if found is None:
                self.add_error(name, says)
            elif found in seen:
                self.add_error(name, _("This dwelling is named already."))
            else:
                seen.add(found)
                self.found[name] = found
        return given

    def _address(self, written: str) -> tuple[int | None, str]:
        """The one address that was meant; or what is the matter."""
        words = written.replace("\x00", "").strip()
        fits = find_addresses(
            municipality=self.municipality, words=words, limit=_MOST_TOLD
        )
        exact = [one for one in fits if one.label.casefold() == words.casefold()]
        if len(exact or fits) == 1:
            return (exact or fits)[0].id, ""
        if not fits:
            return None, _("No address of this municipality fits this.")
        told = "; ".join(one.label for one in fits)
        return None, _("More than one address fits: %(which)s. Write it in full.") % {
            "which": told
        }

    def request(self) -> Request:
        """The request as it is put to the mayor."""
        given = self.cleaned_data
        return Request(
            reasons=given["reasons"],
            grounds=tuple(WarrantGround(each) for each in given["grounds"]),
            power=Power(given["power"]),
            needed_because=given["needed_because"],
            dwellings=(self.address, *self.found.values()),
            night_because=given["night_because"],
            absent_because=given["absent_because"],
        )


class DecideForm(forms.Form):
    """What the mayor decides, in words."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            (GRANT, gettext_lazy("I give the warrant")),
            (REFUSE, gettext_lazy("I refuse the warrant")),
        ],
        widget=forms.RadioSelect,
    )
    words = words_field(
        gettext_lazy("Why"),
        2000,
        4,
        min_length=10,
        help_text=gettext_lazy("Who asked for it reads this. It is kept as it is."),
    )


class EntryForm(forms.Form):
    """On which day somebody went in under a warrant, and into which dwelling."""

    address = forms.TypedChoiceField(
        label=gettext_lazy("Which dwelling"), coerce=int, widget=forms.RadioSelect
    )
    on = day_field(gettext_lazy("Day of the entry"))

    def __init__(
        self, data: Any, on: date, dwellings: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(data, initial={"on": on})
        self.today = on
        chosen = cast(forms.TypedChoiceField, self.fields["address"])
        chosen.choices = dwellings
        if len(dwellings) == 1:
            del self.fields["address"]
        self.only = dwellings[0][0]

    def address_entered(self) -> int:
        """The dwelling that was entered."""
        return int(self.cleaned_data.get("address", self.only))

    def clean_on(self) -> date:
        """A day that has come."""
        given: date = self.cleaned_data["on"]
        if given > self.today:
            raise forms.ValidationError(_("This day is yet to come."))
        return given


class NobodyForm(forms.Form):
    """Of which entry it is said that nobody made it, and why it was noted."""

    use_required_attribute = False

    address = forms.TypedChoiceField(
        label=gettext_lazy("Where nobody went in"),
        coerce=int,
        widget=forms.RadioSelect,
    )
    why = words_field(
        gettext_lazy("Why it stands there that somebody went in"),
        500,
        2,
        min_length=LEAST_WHY,
        help_text=gettext_lazy("Your colleagues and the court can read this."),
    )

    def __init__(self, data: Any, entries: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        chosen = cast(forms.TypedChoiceField, self.fields["address"])
        chosen.choices = entries

    def address_meant(self) -> int | None:
        """The dwelling of the warrant; None for an entry because of danger."""
        return int(self.cleaned_data["address"]) or None


class CorrectForm(EntryForm):
    """The right day of an entry, and why another was noted."""

    why = words_field(
        gettext_lazy("Why the day was wrong"),
        500,
        2,
        min_length=LEAST_WHY,
        help_text=gettext_lazy("Your colleagues and the court can read this."),
    )

    def __init__(
        self, data: Any, on: date, dwellings: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(data, on, dwellings)
        self.fields["on"].label = _("The right day")
        # What was noted is wrong: no day is proposed.
        self.initial.pop("on", None)
