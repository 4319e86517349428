"""The forms of a growth plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from onderdak.web.pages.choices import offer


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **more,
    )


def _words(label: Any, *, required: bool = True, most: int = 1000) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlanForm(forms.Form):
    """A plan as one side proposes it."""

    toward = forms.CharField(
        label=gettext_lazy("Towards which norms"),
        max_length=200,
        help_text=gettext_lazy("Such as: the regional norms for good housing."),
    )
    toward_on = _day(gettext_lazy("To be reached by"))
    reason = _words(gettext_lazy("Why in steps"))


class StepForm(forms.Form):
    """One step of a plan."""

    what = _words(gettext_lazy("What is to be done"), most=500)
    due_on = _day(gettext_lazy("Done by"))
    finding = forms.ChoiceField(
        label=gettext_lazy("For which norm"), required=False, choices=()
    )
    measure_from = forms.CharField(
        label=gettext_lazy("How it is now"), max_length=100, required=False
    )
    measure_to = forms.CharField(
        label=gettext_lazy("How it will be"), max_length=100, required=False
    )

    def __init__(self, findings: list[tuple[str, str]], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "finding", [("", "–"), *findings])


class ProgressForm(forms.Form):
    """How far a step is."""

    words = _words(gettext_lazy("How far it is"), required=False)
    proof = forms.CharField(
        label=gettext_lazy("What shows it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Such as the number of a visit, an invoice or a photo."),
    )
    done = forms.BooleanField(label=gettext_lazy("This step is done"), required=False)


class PostponeForm(forms.Form):
    """A later day for a step."""

    due_on = _day(gettext_lazy("Done by"))
    reason = _words(gettext_lazy("Why later"))


class ReasonForm(forms.Form):
    """Why something is taken out of a plan, or why the plan ends."""

    reason = _words(gettext_lazy("Why"), most=500)
