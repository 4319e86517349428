"""The forms about what everyone may see."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_YES, _NO = "yes", "no"


class YesNoForm(forms.Form):
    """A yes or a no, and why."""

    answer = forms.ChoiceField(
        choices=[(_YES, _("yes")), (_NO, _("no"))], widget=forms.RadioSelect
    )
    words = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, question: str, why: str, *args: Any, must_say: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question
        self.fields["words"].label = why
        self.fields["words"].required = must_say

    @property
    def yes(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.cleaned_data["answer"] == _YES)


class ExampleForm(forms.Form):
    """A good example in words."""

    title = forms.CharField(label=_("Title"), max_length=120)
    story = forms.CharField(
        label=_("What others can learn from it"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("No names of people, and no address."),
    )
