"""The forms with which a remedy is recorded, put off and decided on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.clocks import (
    Filed,
    Outcome,
    Party,
    RemedyKind,
    outcomes_of,
)
from onderdak.web.enforcement.fields import DayField, words_field
from onderdak.web.enforcement.remedies.words import KINDS, OUTCOMES, PARTIES
from onderdak.web.pages.choices import offer


class FileForm(forms.Form):
    """What was set against a decision, by which side, and on which day."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What came in"),
        choices=[(each.value, words) for each, words in KINDS.items()],
        widget=forms.RadioSelect,
    )
    party = forms.ChoiceField(
        label=gettext_lazy("From whom"),
        choices=[(each.value, words) for each, words in PARTIES.items()],
        widget=forms.RadioSelect,
    )
    filed_on = DayField(
        label=gettext_lazy("Filed on"),
        help_text=gettext_lazy(
            "The day of the postmark when it came by post (art. 6:9 Awb)."
        ),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("What it goes with"),
        required=False,
        help_text=gettext_lazy(
            "For an appeal: the objection before it. For an injunction: the objection"
            " or the appeal that runs."
        ),
    )
    committee = forms.BooleanField(
        label=gettext_lazy("A committee advises: twelve weeks instead of six"),
        required=False,
        help_text=gettext_lazy("Only for an objection (art. 7:10(1) Awb)."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Number at the court or committee"),
        max_length=60,
        required=False,
    )
    late_because = words_field(
        gettext_lazy("Why it is late"),
        2,
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Only when it came after the last day."),
    )

    def __init__(self, data: Any, *, earlier: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        known = [(str(key), words) for key, words in earlier]
        offer(self, "about", [("", _("nothing before it")), *known])
        if not known:
            del self.fields["about"]

    def clean(self) -> dict[str, Any]:
        """An appeal goes with an objection; an objection goes with nothing."""
        given = super().clean() or {}
        kind, about = given.get("kind"), given.get("about")
        if kind and kind != RemedyKind.OBJECTION and not about:
            says = _("Choose what this goes with. Record an objection first.")
            self.add_error("about" if "about" in self.fields else "kind", says)
        if kind == RemedyKind.OBJECTION and about:
            self.add_error("about", _("An objection goes with nothing before it."))
        return given

    def filed(self) -> Filed:
        """What was filed."""
        given = self.cleaned_data
        objection = given["kind"] == RemedyKind.OBJECTION
        return Filed(
            kind=RemedyKind(given["kind"]),
            party=Party(given["party"]),
            filed_on=given["filed_on"],
            about=int(given["about"]) if given.get("about") else None,
            committee=bool(given["committee"]) and objection,
            reference=given["reference"],
            late_because=given["late_because"],
        )


class DecideForm(forms.Form):
    """How a remedy ended."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ended"), widget=forms.RadioSelect
    )
    decided_on = DayField(label=gettext_lazy("Day of the decision"))
    made_known_on = DayField(
        label=gettext_lazy("Made known on"),
        required=False,
        help_text=gettext_lazy(
            "When it was sent, if that was later. The next term counts from then."
        ),
    )
    words = words_field(
        gettext_lazy("In a few words"),
        max_length=2000,
        help_text=gettext_lazy("What was decided and why. No names of people."),
    )
    suspends = forms.BooleanField(
        label=gettext_lazy("The judge suspends the decision"), required=False
    )
    suspends_until = DayField(
        label=gettext_lazy("Suspended up to and including"),
        required=False,
        help_text=gettext_lazy("Empty when the judge named no day."),
    )

    def __init__(self, data: Any, *, kind: RemedyKind) -> None:
        super().__init__(data)
        possible = outcomes_of(kind)
        offer(
            self,
            "outcome",
            [
                (each.value, words)
                for each, (words, _kind) in OUTCOMES.items()
                if each in possible
            ],
        )
        if kind is not RemedyKind.INJUNCTION:
            del self.fields["suspends"]
            del self.fields["suspends_until"]

    def clean(self) -> dict[str, Any]:
        """Only what was granted suspends."""
        given = super().clean() or {}
        granted = given.get("outcome") == Outcome.GRANTED
        if given.get("suspends") and not granted:
            self.add_error(
                "suspends", _("Only an injunction that is granted suspends.")
            )
        if given.get("suspends_until") and not given.get("suspends"):
            says = _("A last day belongs to a decision that is suspended.")
            self.add_error("suspends_until", says)
        return given


class EndInjunctionForm(forms.Form):
    """Until when an injunction suspended a decision, and what ended it."""

    use_required_attribute = False

    last_day = DayField(label=gettext_lazy("Suspended up to and including"))
    words = words_field(
        gettext_lazy("What the judge decided"), max_length=2000, min_length=3
    )


class BecauseForm(forms.Form):
    """Why something is done with a remedy."""

    use_required_attribute = False

    reason = words_field(gettext_lazy("Why"), max_length=2000, min_length=3)
