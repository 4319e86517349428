"""The forms about the management of a location."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onderdak.housing.quality.contract.regional import Reach
from onderdak.kernel.languages import LANGUAGES


class ContactForm(forms.Form):
    """How somebody is reached: a function, no private number."""

    function = forms.CharField(
        label=_("Function"),
        max_length=120,
        help_text=_("Such as 'manager on duty'. No name of a person is needed."),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("A number of the organisation, such as 026 123 45 67."),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    day_and_night = forms.BooleanField(label=_("Reached day and night"), required=False)
    on_site = forms.ChoiceField(
        label=_("Is a manager on site day and night?"),
        choices=[("", _("not said")), ("yes", _("yes")), ("no", _("no"))],
        required=False,
        help_text=_("Asked where many people live; with fewer, remote will do."),
    )

    def __init__(self, *args: Any, of_manager: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_manager:
            del self.fields["on_site"]

    @property
    def reach(self) -> Reach:
        """How somebody is reached."""
        given = self.cleaned_data
        said = given.get("on_site", "")
        return Reach(
            given["function"],
            given["phone"],
            given["email"],
            given["day_and_night"],
            said == "yes" if said else None,
        )


class PaperForm(forms.Form):
    """A plan: whether it is there, of which day, and where it is found."""

    there = forms.BooleanField(label=_("The plan is there"), required=False)
    dated = forms.DateField(
        label=_("Date of the plan"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reference = forms.CharField(
        label=_("Where it is found"),
        max_length=200,
        required=False,
        help_text=_("Such as the number of the file."),
    )


class HouseRulesForm(forms.Form):
    """In which languages the house rules are there."""

    languages = forms.MultipleChoiceField(
        label=_("Languages of the house rules"),
        choices=[(each.code, each.name) for each in LANGUAGES.values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The languages of the paper, not of people."),
    )
    visible = forms.BooleanField(label=_("They hang in sight"), required=False)
    reference = forms.CharField(label=_("Version"), max_length=200, required=False)


class CheckForm(forms.Form):
    """That the manager was called."""

    called_at = forms.DateTimeField(
        label=_("Called at"),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    answered = forms.ChoiceField(
        label=_("Did somebody answer?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )
    after_minutes = forms.IntegerField(
        label=_("After how many minutes"), required=False, min_value=0, max_value=2880
    )
    words = forms.CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        help_text=_("No names of people."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["called_at"].help_text = _("The number on this page was called.")
