"""Fields that the forms for telephone and partners share: where it is, and what about.

An address is sought as on the public form: type, press Search, choose. It works without
JavaScript, for the search is a button of the form itself.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onderdak.supervision.desk.contract import MOST_TEXT, Category
from onderdak.supervision.desk.contract.public import Question, desk_texts_in
from onderdak.web.desk.places import MOST_SOUGHT, Chosen, chosen_of, places_to_choose
from onderdak.web.pages.choices import offer

SEARCH = "search"
_NOWHERE = "none"


def language_here() -> str:
    """The language of the page."""
    return (get_language() or "nl").partition("-")[0]


def subject(category: Category) -> str:
    """A category in the language of the page."""
    names = category.names
    return str(names.get(language_here()) or names.get("nl") or category.key)


class PlaceFields(forms.Form):
    """An address that is sought and chosen, or the place in words."""

    sought = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=MOST_SOUGHT,
        required=False,
        help_text=gettext_lazy("Street with number, or postcode with number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    address = forms.ChoiceField(
        label=gettext_lazy("Which address"), required=False, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=gettext_lazy("Where, in words"), max_length=300, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("What is reported"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("About a place; leave out who lives there."),
    )

    def __init__(self, data: Any, town: str) -> None:
        super().__init__(data)
        self.town = town
        self.sought_now = str((data or {}).get("sought", "")).strip()[:MOST_SOUGHT]
        found = places_to_choose(town, self.sought_now) if self.sought_now else []
        choices = [(each.value, each.label) for each in found]
        if choices:
            choices.append((_NOWHERE, _("None of these")))
            offer(self, "address", choices)
        else:
            del self.fields["address"]
        self.nothing_found = bool(self.sought_now) and not choices

    def only_search(self) -> None:
        """Show what was found, with what was typed and without a word of blame."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def clean(self) -> dict[str, Any]:
        """An address that was found is chosen, or it is said that it is another."""
        given = super().clean() or {}
        if "address" in self.fields and not given.get("address"):
            self.add_error("address", ValidationError(_("Choose the address.")))
        if self.nothing_found and not given.get("place"):
            says = _("This address is not known here. Say in words where it is.")
            self.add_error("place", ValidationError(says))
        return given

    @property
    def chosen(self) -> Chosen:
        """The address that was chosen, if any."""
        value = self.cleaned_data.get("address", "")
        return chosen_of(self.town, self.sought_now, "" if value == _NOWHERE else value)

    def where(self) -> dict[str, Any]:
        """Where it is, as a report takes it."""
        chosen, words = self.chosen, self.cleaned_data["place"]
        if chosen.elsewhere:
            words = " – ".join(each for each in (chosen.label, words) if each)
        return {
            "address": chosen.address,
            "elsewhere": chosen.elsewhere,
            "place_text": words,
        }


def question_fields(questions: Sequence[Question]) -> Iterator[tuple[str, forms.Field]]:
    """The questions of a category, as the public form asks them."""
    texts = desk_texts_in(language_here())
    for each in questions:
        options = [(one, texts[f"o_{each.key}_{one}"]) for one in each.options]
        label = texts[f"q_{each.key}"]
        if each.several:
            yield (
                each.key,
                forms.MultipleChoiceField(
                    label=label,
                    choices=options,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                ),
            )
        else:
            yield (
                each.key,
                forms.ChoiceField(
                    label=label,
                    choices=options,
                    required=False,
                    widget=forms.RadioSelect,
                ),
            )
