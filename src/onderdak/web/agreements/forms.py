"""The forms about agreements."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.parties.contract import (
    AgreementEnd,
    AgreementParty,
    AgreementProof,
    Duty,
    Promise,
    Signatory,
    Terms,
)
from onderdak.web.agreements.words import EVERY, HOW, KINDS, PARTS, PROOFS
from onderdak.web.pages.choices import offer

MOST_ROWS = 40
SPARE = 3


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **more,
    )


def _months(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=600,
        help_text=gettext_lazy("In months."),
    )


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


class TermsForm(forms.Form):
    """The term of an agreement, and what is done when parties disagree."""

    since = _day(gettext_lazy("Holds since"))
    until = _day(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy(
            "The first day on which it holds no more. Empty: no end."
        ),
    )
    notice_months = _months(gettext_lazy("Term of notice"))
    renews_months = _months(gettext_lazy("Renewed each time by"))
    summary = _text(gettext_lazy("In short"), 2000, required=False)
    dispute_rule = _text(
        gettext_lazy("What happens when parties disagree"), 1000, required=False
    )

    def terms(self, parties: Sequence[Signatory], duties: Sequence[Promise]) -> Terms:
        """What the agreement says, with its parties and duties."""
        given = self.cleaned_data
        return Terms(
            since=given["since"],
            until=given["until"],
            notice_months=given["notice_months"],
            renews_months=given["renews_months"],
            summary=given["summary"],
            dispute_rule=given["dispute_rule"],
            parties=parties,
            duties=duties,
        )


class RecordForm(TermsForm):
    """A new agreement."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", "…"), *KINDS.items()]
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    field_order = ("kind", "title")


class AmendForm(TermsForm):
    """A new version of an agreement."""

    # A box that must be filled would be red before anything was typed.
    use_required_attribute = False

    reason = _text(gettext_lazy("Why the agreement changes"), 500)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("reason",)


class PartyForm(forms.Form):
    """One party; an empty row is no party."""

    part = forms.ChoiceField(
        label=gettext_lazy("Part"), choices=[("", "…"), *PARTS.items()], required=False
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=200, required=False
    )
    provider = forms.ChoiceField(
        label=gettext_lazy("Provider in the register"),
        required=False,
        help_text=gettext_lazy("A provider that you choose here reads the agreement."),
    )

    def __init__(
        self, *args: Any, providers: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {str(number): name for number, name in providers}
        if self.names:
            offer(self, "provider", [("", _("none")), *self.names.items()])
        else:
            del self.fields["provider"]

    def clean(self) -> dict[str, Any]:
        """A row that says something says it whole."""
        given = self.cleaned_data
        if given.get("provider") and not given.get("organisation"):
            given["organisation"] = self.names[given["provider"]]
        if given.get("organisation") and not given.get("part"):
            self.add_error("part", _("Choose which part this party has."))
        if given.get("part") and not given.get("organisation"):
            self.add_error("organisation", _("Say which organisation this is."))
        return given

    @property
    def signatory(self) -> Signatory | None:
        """The party, or None for an empty row."""
        given = self.cleaned_data
        if not given.get("organisation"):
            return None
        return Signatory(
            AgreementParty.Part(given["part"]),
            given["organisation"],
            int(given["provider"]) if given.get("provider") else None,
        )


class DutyForm(forms.Form):
    """One duty; an empty row is no duty."""

    part = forms.ChoiceField(
        label=gettext_lazy("Who"), choices=[("", "…"), *PARTS.items()], required=False
    )
    what = forms.CharField(label=gettext_lazy("What"), max_length=500, required=False)
    due_on = _day(gettext_lazy("By"), required=False)
    every = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=[("", gettext_lazy("once")), *EVERY.items()],
        required=False,
    )
    measure = forms.CharField(
        label=gettext_lazy("Measured by"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A row that says something says it whole."""
        given = self.cleaned_data
        if given.get("what") and not given.get("part"):
            self.add_error("part", _("Choose who does this."))
        return given

    @property
    def promise(self) -> Promise | None:
        """The duty, or None for an empty row."""
        given = self.cleaned_data
        if not given.get("what"):
            return None
        return Promise(
            AgreementParty.Part(given["part"]),
            given["what"],
            due_on=given["due_on"],
            every=given["every"],
            measure=given["measure"],
        )


Parties = forms.formset_factory(
    PartyForm, extra=SPARE, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
Duties = forms.formset_factory(
    DutyForm, extra=SPARE, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def party_values(one: AgreementParty) -> dict[str, object]:
    """What the fields of a party hold at first."""
    return {
        "part": one.part,
        "organisation": one.organisation,
        "provider": one.provider_id or "",
    }


def duty_values(duty: Duty) -> dict[str, object]:
    """What the fields of a duty hold at first."""
    return {
        "part": duty.part,
        "what": duty.what,
        "due_on": duty.due_on,
        "every": duty.every,
        "measure": duty.measure,
    }


class EndForm(forms.Form):
    """How and why an agreement ends."""

    use_required_attribute = False  # as above

    on = _day(
        gettext_lazy("Ends on"),
        help_text=gettext_lazy("The first day on which it holds no more."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"), choices=list(HOW.items()), widget=forms.RadioSelect
    )
    reason = _text(gettext_lazy("Reason"), 500)

    @property
    def way(self) -> AgreementEnd.How:
        """How it ends."""
        return AgreementEnd.How(self.cleaned_data["how"])


class ProofForm(forms.Form):
    """What proves the agreement or a duty."""

    duty = forms.ChoiceField(label=gettext_lazy("Proves"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of proof"), choices=list(PROOFS.items())
    )
    reference = forms.CharField(
        label=gettext_lazy("Where it is found"),
        max_length=200,
        help_text=gettext_lazy("Such as the number of a case or document."),
    )
    on = _day(gettext_lazy("Of the day"))

    def __init__(self, duties: Sequence[Duty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.id), each.what[:80]) for each in duties]
        offer(self, "duty", [("", _("the agreement")), *named])

    @property
    def proof(self) -> AgreementProof.Kind:
        """What kind of proof it is."""
        return AgreementProof.Kind(self.cleaned_data["kind"])
