"""The forms of the regional certificate."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.housing.quality.contract.regional import Criterion, Proposal
from onderdak.web.quality.regional.showing import title_of, units_of, why_told
from onderdak.web.quality.regional.words import PROPOSALS

_YES, _NO = "yes", "no"


def _words(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


class ApplyForm(forms.Form):
    """What a provider says when it asks."""

    words = _words(
        gettext_lazy("What the municipality should know"),
        1000,
        help_text=gettext_lazy("No names of guests."),
    )


class RetractForm(forms.Form):
    """Why a provider takes its application back, if it says so."""

    reason = _words(gettext_lazy("Why"), 1000)


class AssessForm(forms.Form):
    """A person's own judgement where the norms cannot judge, and a proposal."""

    def __init__(
        self,
        criteria: Iterable[Criterion],
        proposals: Sequence[Proposal],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        all_of = list(criteria)
        units = units_of(all_of)
        waiting = {each.rule: why_told(each, units) for each in all_of if each.is_open}
        self.open = list(waiting)
        for rule, told in waiting.items():
            about = {"rule": rule, "title": title_of(rule)}
            self.fields[f"met_{rule}"] = forms.ChoiceField(
                label=_("%(rule)s: %(title)s") % about,
                choices=[
                    ("", _("not judged")),
                    (_YES, _("meets")),
                    (_NO, _("does not meet")),
                ],
                required=False,
                help_text=told,
            )
            self.fields[f"why_{rule}"] = forms.CharField(
                label=_("On what your judgement of %(rule)s rests") % about,
                max_length=500,
                required=False,
            )
        self.fields["proposal"] = forms.ChoiceField(
            label=_("Your proposal"),
            choices=[(each.value, PROPOSALS[each]) for each in proposals],
            widget=forms.RadioSelect,
        )
        self.fields["reasons"] = _words(
            _("Reasons"),
            4000,
            help_text=_("The provider reads them in the letter. No names of guests."),
        )

    @property
    def proposal(self) -> Proposal:
        """What is proposed."""
        return Proposal(self.cleaned_data["proposal"])

    @property
    def own(self) -> dict[str, tuple[bool, str]]:
        """What was judged by hand, by criterion."""
        given = self.cleaned_data
        return {
            rule: (given[f"met_{rule}"] == _YES, given[f"why_{rule}"])
            for rule in self.open
            if given[f"met_{rule}"]
        }


class DecideForm(forms.Form):
    """Agree with a proposal, or send it back."""

    agree = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            (_YES, gettext_lazy("As proposed")),
            (_NO, gettext_lazy("Back to the assessor")),
        ],
        widget=forms.RadioSelect,
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Holds from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    reasons = _words(
        gettext_lazy("Reasons"),
        4000,
        help_text=gettext_lazy(
            "Empty: the reasons of the assessor. Needed when you send it back."
        ),
    )

    def __init__(self, proposal: Proposal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proposal is not Proposal.GRANT:
            del self.fields["valid_from"]

    @property
    def agrees(self) -> bool:
        """Whether it is decided as proposed."""
        return bool(self.cleaned_data["agree"] == _YES)
