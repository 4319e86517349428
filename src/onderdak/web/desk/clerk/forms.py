"""The forms of what a clerk does with a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from onderdak.kernel.languages import LANGUAGES
from onderdak.supervision.desk.contract.clerk import MOST_MESSAGE, Outcome, Priority
from onderdak.supervision.desk.contract.public import desk_texts
from onderdak.web.desk.clerk.words import OUTCOMES, PRIORITIES
from onderdak.web.pages.choices import offer


class MessageForm(forms.Form):
    """Something that is said to the reporter, or noted."""

    message = forms.CharField(
        label=_("Text"),
        max_length=MOST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(
        self, *args: Any, language: str = "", hint: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].help_text = hint
        if language:
            self.fields["message"].widget.attrs["lang"] = language


def language_name(code: str) -> str:
    """A language in its own name."""
    return str(get_language_info(code)["name_local"])


class WrittenForm(MessageForm):
    """Words to a reporter, with the language in which they were really written."""

    language = forms.ChoiceField(label=_("Written in"))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        offer(self, "language", [(c, LANGUAGES[c].name) for c in desk_texts()])
        reads = gettext("The reporter reads %(language)s.")
        self.fields["language"].help_text = reads % {
            "language": language_name(language)
        }
        self.initial.setdefault("language", language)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("This is kept in the history of the report."),
    )


class DossierForm(ReasonForm):
    """Whether a report is part of a dossier."""

    kept = forms.ChoiceField(
        label=_("Is the report part of a dossier?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )


class AssignForm(forms.Form):
    """Whose report it is."""

    owner = forms.ChoiceField(label=_("Handled by"), required=False)
    team = forms.CharField(label=_("Team"), max_length=60, required=False)
    priority = forms.ChoiceField(
        label=_("Priority"),
        choices=[(each.value, PRIORITIES[each]) for each in Priority],
    )

    def __init__(
        self, *args: Any, owners: Sequence[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", [("", _("nobody")), *owners])

    @property
    def chosen_owner(self) -> int | None:
        """The number of the owner, or None."""
        chosen = self.cleaned_data["owner"]
        return int(chosen) if chosen else None


class ConclusionFields(forms.Form):
    """What came of a report, with the answer; left open it is asked at closing."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[
            ("", _("not known yet")),
            *((each.value, OUTCOMES[each]) for each in Outcome),
        ],
        required=False,
        help_text=_(
            "With this the report closes by itself, when the reporter can no longer say"
            " that it is not solved. Without it, it waits until you close it."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed for unfounded, referred, and no enforcement. The reporter does not"
            " see it."
        ),
    )
    dossier = forms.BooleanField(
        label=_("Keep it in a dossier"),
        required=False,
        help_text=_(
            "Only where the report is needed to show a pattern. A dossier goes at the"
            " latest four years after the report."
        ),
    )


class CloseForm(ConclusionFields):
    """What came of a report."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(each.value, OUTCOMES[each]) for each in Outcome],
        widget=forms.RadioSelect,
    )


class DayForm(forms.Form):
    """From which day a sanction stands."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From this day the sanction cannot be contested any more."),
    )
