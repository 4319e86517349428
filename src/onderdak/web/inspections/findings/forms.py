"""What an inspector says of a finding, and the term in which it must be mended."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract.reports import (
    MOST_DAYS,
    FindingOn,
    Said,
    Verdict,
)


class VerdictForm(forms.Form):
    """Confirm what was computed, or deviate with a reason."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What do you say of this outcome?"),
        widget=forms.RadioSelect,
        choices=[
            (Verdict.CONFIRMED.value, gettext_lazy("I confirm it")),
            (Verdict.DEVIATES.value, gettext_lazy("I deviate from it")),
        ],
    )
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Needed when you deviate. It stands in the report."),
    )

    def __init__(self, data: Any, one: FindingOn) -> None:
        said = one.said
        first = {"verdict": said.verdict.value, "why": said.why} if said else {}
        super().__init__(data, initial=first)

    def clean(self) -> dict[str, Any]:
        """A deviation has a reason."""
        given = super().clean() or {}
        if given.get("verdict") == Verdict.DEVIATES and not given.get("why"):
            self.add_error("why", _("Say why the outcome does not hold here."))
        return given

    def said(self) -> Said:
        """What was said."""
        given = self.cleaned_data
        return Said(Verdict(given["verdict"]), given["why"].strip())


class TermForm(forms.Form):
    """In how many days a breach must be mended."""

    days = forms.IntegerField(
        label=gettext_lazy("Number of days"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("They count from the day of the letter."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this term"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, one: FindingOn) -> None:
        self.local = one.local
        days = one.term.days if one.term else one.local[0] if one.local else None
        reason = one.term.reason if one.term else ""
        super().__init__(data, initial={"days": days, "reason": reason})
        self.fields["reason"].help_text = (
            _("Needed when it is not the %(days)s days of the municipality.")
            % {"days": one.local[0]}
            if one.local
            else _("The municipality has no days of its own for this: say why.")
        )

    def clean(self) -> dict[str, Any]:
        """A term that is not the municipality's own has a reason."""
        given = super().clean() or {}
        own = self.local is not None and given.get("days") == self.local[0]
        if given.get("days") and not own and not given.get("reason"):
            self.add_error("reason", _("Say why this term is long and short enough."))
        return given
