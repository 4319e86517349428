"""The forms of care tasks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.care.contract import MOST_TEXT, About, Outcome
from onderdak.foundation.identity.contract import User
from onderdak.web.care.words import ABOUT, OUTCOMES
from onderdak.web.pages.choices import offer

ALL = ""


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        **more,
    )


def _who(workers: Sequence[User]) -> list[tuple[str, str]]:
    named = [(str(user.pk), user.name or user.email) for user in workers]
    return [(ALL, _("All care workers")), *named]


class NewTaskForm(forms.Form):
    """What a care worker is asked to do."""

    about = forms.ChoiceField(
        label=gettext_lazy("Who needs attention?"),
        widget=forms.RadioSelect,
        choices=lambda: [(each.value, str(ABOUT[each])) for each in About],
    )
    words = _words(
        gettext_lazy("What was seen"),
        help_text=gettext_lazy("What you know, and nothing that you only suspect."),
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Street and number, or what it looks like there."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Look no later than"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leave it empty for the ordinary term."),
    )
    addressee = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)

    def __init__(self, data: Any, workers: Sequence[User]) -> None:
        super().__init__(data)
        offer(self, "addressee", _who(workers))


class NoteForm(forms.Form):
    """What happened."""

    words = _words(gettext_lazy("What happened"))


class GiveForm(forms.Form):
    """To whom a task goes."""

    to = forms.ChoiceField(label=gettext_lazy("To whom"), required=False)

    def __init__(self, data: Any, workers: Sequence[User]) -> None:
        super().__init__(data)
        offer(self, "to", _who(workers))


class HandOverForm(GiveForm):
    """To whom a task goes, and why."""

    words = _words(gettext_lazy("Why, and what the other must know"))


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ended"),
        widget=forms.RadioSelect,
        choices=lambda: [(each.value, str(OUTCOMES[each])) for each in Outcome],
    )
    words = _words(gettext_lazy("What was done"))
