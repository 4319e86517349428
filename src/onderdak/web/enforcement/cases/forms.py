"""The forms with which a case is opened, named, put aside, closed and opened again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import kvk_number
from onderdak.kernel.languages import LANGUAGES
from onderdak.supervision.enforcement.contract import OffenderKind
from onderdak.web.enforcement.fields import DayField, words_field
from onderdak.web.enforcement.words import OFFENDER_KINDS, closings, parts
from onderdak.web.pages.choices import offer
from onderdak.web.pages.values import said


def languages() -> list[tuple[str, str]]:
    """The languages in which there is a summary, each in its own words."""
    return [(one.code, one.name) for one in LANGUAGES.values()]


class OpenForm(forms.Form):
    """Which findings a case rests on, and why it is opened."""

    use_required_attribute = False

    keys = forms.MultipleChoiceField(
        label=gettext_lazy("On which findings the case rests"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "They are copied as they read now, with the mark of the signed report."
        ),
    )
    reason = words_field(
        gettext_lazy("Why a case is opened"), max_length=1000, required=False
    )

    def __init__(self, data: Any, *, findings: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"keys": [key for key, _words in findings]})
        offer(self, "keys", findings)


class OffenderForm(forms.Form):
    """Who can end the breach."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("Person or company"),
        choices=[(each.value, words) for each, words in OFFENDER_KINDS.items()],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("What is written of a person is sealed."),
    )
    part = forms.ChoiceField(
        label=gettext_lazy("Why this one can end it"),
        choices=parts,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Who breaks the rule and has it in hand to stop that (art. 5:1 Awb)."
        ),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kvk = forms.CharField(
        label=gettext_lazy("Number at the Chamber of Commerce"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("Of a company: eight figures."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    address = words_field(
        gettext_lazy("Postal address"),
        max_length=300,
        help_text=gettext_lazy("To where the letters go. It is sealed."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the summary"),
        choices=languages,
        initial="nl",
        help_text=gettext_lazy(
            "Each letter is in Dutch, with a plain summary in this language."
        ),
    )

    def clean_kvk(self) -> str:
        """A number that can be one."""
        written = str(self.cleaned_data["kvk"]).strip()
        try:
            return kvk_number(written) if written else ""
        except Invalid as slip:
            raise forms.ValidationError(said(slip.what)) from slip

    def clean(self) -> dict[str, Any]:
        """A person has no number of a company here."""
        given = super().clean() or {}
        if given.get("kind") == OffenderKind.PERSON and given.get("kvk"):
            says = _("Leave this empty for a person, or choose a company.")
            self.add_error("kvk", says)
        return given


class WaitForm(forms.Form):
    """A case that waits says why, and when it is looked at again."""

    use_required_attribute = False

    words = words_field(
        gettext_lazy("Why it waits"),
        max_length=2000,
        help_text=gettext_lazy(
            "Low priority may mean later; it never means not at all."
        ),
    )
    look_again_on = DayField(label=gettext_lazy("Look at it again on"))

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data)
        self.on = on

    def clean_look_again_on(self) -> date:
        """A day to come."""
        day: date = self.cleaned_data["look_again_on"]
        if day <= self.on:
            raise forms.ValidationError(_("Give a day after today."))
        return day


class CloseForm(forms.Form):
    """A case is closed with its reason."""

    use_required_attribute = False

    closing = forms.ChoiceField(
        label=gettext_lazy("Why it is closed"),
        choices=closings,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Low priority is no reason to close: let the case wait until a day."
        ),
    )
    words = words_field(
        gettext_lazy("In your own words"),
        4,
        max_length=2000,
        help_text=gettext_lazy(
            "What was looked at and weighed. Who asked for enforcement may read it."
        ),
    )


class ReopenForm(forms.Form):
    """A case is opened again with a reason."""

    words = words_field(gettext_lazy("Why it is opened again"), max_length=2000)


class GiveForm(forms.Form):
    """Who leads the case."""

    to = forms.ChoiceField(label=gettext_lazy("Who handles the case"))

    def __init__(
        self, data: Any, *, people: Sequence[tuple[int, str]], now: int | None
    ) -> None:
        super().__init__(data, initial={"to": str(now or "")})
        offer(self, "to", [(str(pk), name) for pk, name in people])


class WhyForm(forms.Form):
    """Why somebody reads what is sealed."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why you read this"), max_length=200, min_length=3
    )
