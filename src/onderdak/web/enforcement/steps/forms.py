"""The form of a step, made from what its path says that has to be known."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.web.enforcement.fact_forms import FactsForm, first_facts
from onderdak.web.enforcement.fields import DayField, FactAsked, words_field


class StepForm(FactsForm):
    """On which day, with which facts, and why."""

    use_required_attribute = False

    on_day = DayField(label=gettext_lazy("On which day"))

    def __init__(
        self,
        data: Any,
        *,
        facts: Iterable[FactAsked],
        on: date,
        known: Mapping[str, Any],
        dated: bool,
    ) -> None:
        """Make the form.

        Args:
            known: what earlier steps of this measure said, under the same names.
            dated: whether the day is given here; a letter has its own day.
        """
        super().__init__(data, initial={"on_day": on, **first_facts(known)})
        self.on, self.dated = on, dated
        if not dated:
            del self.fields["on_day"]
        self.ask(facts)
        self.fields["reason"] = words_field(
            _("What the file must say besides")
            if dated
            else _("What the letter says besides, in your own words"),
            max_length=2000,
            required=False,
        )

    def clean_on_day(self) -> date:
        """What was done was done today or before."""
        day: date = self.cleaned_data["on_day"]
        if day > self.on:
            raise forms.ValidationError(_("This day is still to come."))
        return day


class CorrectForm(forms.Form):
    """Why a step was wrong."""

    reason = words_field(
        gettext_lazy("Why this step is wrong"),
        max_length=2000,
        help_text=gettext_lazy(
            "The step stays readable, struck through, with your reason."
        ),
    )


class BeginForm(forms.Form):
    """Which path is begun, and why this one."""

    use_required_attribute = False

    path = forms.ChoiceField(label=gettext_lazy("Path"), widget=forms.RadioSelect)
    reason = words_field(
        gettext_lazy("Why this path, and not a lighter or a heavier one"),
        4,
        max_length=2000,
    )
    on_day = DayField(label=gettext_lazy("Begun on"))

    def __init__(
        self, data: Any, *, paths: Iterable[tuple[str, str]], on: date
    ) -> None:
        super().__init__(data, initial={"on_day": on})
        self.on = on
        choice = self.fields["path"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = list(paths)

    def clean_on_day(self) -> date:
        """A path begins today or began before."""
        day: date = self.cleaned_data["on_day"]
        if day > self.on:
            raise forms.ValidationError(_("This day is still to come."))
        return day
