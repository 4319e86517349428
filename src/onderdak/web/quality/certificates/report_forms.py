"""The forms of reports to the keeper of a scheme."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.parties.contract import Agreement, AgreementOn
from onderdak.housing.quality.contract import (
    OF_LOCATIONS,
    SUBJECTS,
    Certificate,
    ObservedHousing,
    Scheme,
    SchemeReport,
    SharingDecision,
)
from onderdak.web.pages.choices import offer
from onderdak.web.pages.values import said
from onderdak.web.quality.certificates.forms import day_field
from onderdak.web.quality.certificates.words import GROUNDS, SCHEMES

_SHARED_FOR_DAYS = 180


def _words(label: Any, most: int = 500, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


class ReportForm(forms.Form):
    """What was observed, and the decision to share it."""

    # A box that must be filled would be red before anything was typed.
    use_required_attribute = False

    scheme = forms.ChoiceField(
        label=gettext_lazy("To the keeper of"),
        choices=[
            ("", "…"),
            *((one.value, SCHEMES[one]) for one in sorted(OF_LOCATIONS)),
        ],
    )
    certificate = forms.ChoiceField(
        label=gettext_lazy("Quality certificate"), required=False
    )
    observed_on = day_field(gettext_lazy("Observed on"))
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("What was observed"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    observations = _words(
        gettext_lazy("In words"),
        2000,
        required=False,
        help_text=gettext_lazy("About the housing. No names, no telephone numbers."),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        choices=[("", "…"), *GROUNDS.items()],
        help_text=gettext_lazy("A law goes before a covenant, that before a plan."),
    )
    ground_reference = forms.CharField(
        label=gettext_lazy("Which one"),
        max_length=200,
        help_text=gettext_lazy("The article, or the covenant with its number."),
    )
    ground_since = day_field(gettext_lazy("The ground holds since"))
    ground_until = day_field(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy(
            "The first day on which this ground no longer holds. Empty: no end."
        ),
    )
    purpose = _words(gettext_lazy("Purpose: what the receiver does with it"))
    necessity = _words(gettext_lazy("Necessity: why it cannot be done without"))
    proportionality = _words(gettext_lazy("Proportionality: why this is not too much"))
    left_out = _words(gettext_lazy("What is left out"))
    expires_on = day_field(
        gettext_lazy("Expires on"),
        help_text=gettext_lazy("From this day on the receiver keeps it no longer."),
    )

    def __init__(
        self,
        *args: Any,
        on: date,
        certificates: Sequence[Certificate],
        covenants: Sequence[AgreementOn],
        **kwargs: Any,
    ) -> None:
        covenant = covenants[0] if covenants else None
        first: dict[str, Any] = {
            "observed_on": on,
            "expires_on": on + timedelta(days=_SHARED_FOR_DAYS),
            "purpose": _("To decide on an urgent inspection of this location."),
            "left_out": _("Who lives there, and everything else about persons."),
        }
        if covenant is not None:
            first |= {
                "ground": SchemeReport.Ground.COVENANT,
                "ground_reference": covenant.title,
                "ground_since": covenant.term.since,
                "ground_until": covenant.term.runs_until(on),
            }
        super().__init__(*args, **{"initial": first, **kwargs})
        self.certificates = {str(one.pk): one for one in certificates}
        choices = [(pk, str(one.number or one.holder)) for pk, one in self._rows()]
        offer(self, "certificate", [("", _("none")), *choices])
        offer(self, "subjects", [(key, said(words)) for key, words in SUBJECTS.items()])

    def _rows(self) -> list[tuple[str, Certificate]]:
        return list(self.certificates.items())

    @property
    def scheme_chosen(self) -> Scheme:
        """To the keeper of which scheme it goes."""
        return Scheme(self.cleaned_data["scheme"])

    @property
    def certificate_chosen(self) -> Certificate | None:
        """The certificate that it is about."""
        return self.certificates.get(self.cleaned_data["certificate"])

    @property
    def observed(self) -> ObservedHousing:
        """What was observed."""
        given = self.cleaned_data
        return ObservedHousing(
            given["observed_on"], given["subjects"], given["observations"]
        )

    @property
    def decision(self) -> SharingDecision:
        """Why it is shared."""
        given = self.cleaned_data
        return SharingDecision(
            ground=SchemeReport.Ground(given["ground"]),
            ground_reference=given["ground_reference"],
            ground_since=given["ground_since"],
            ground_until=given["ground_until"],
            purpose=given["purpose"],
            necessity=given["necessity"],
            proportionality=given["proportionality"],
            left_out=given["left_out"],
            expires_on=given["expires_on"],
        )


class ContactForm(forms.Form):
    """Where this municipality's reports go."""

    scheme = forms.ChoiceField(
        label=gettext_lazy("Scheme"),
        choices=[
            ("", "…"),
            *((one.value, SCHEMES[one]) for one in sorted(OF_LOCATIONS)),
        ],
    )
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The address of the organisation, not of a person."),
    )


class AnswerForm(forms.Form):
    """What the keeper of a scheme answered."""

    # A box that must be filled would be red before anything was typed.
    use_required_attribute = False

    answer = _words(
        gettext_lazy("What they answered"),
        2000,
        help_text=gettext_lazy("About the location. No names of persons."),
    )


COVENANTS = (Agreement.Kind.CERTIFICATE, Agreement.Kind.COVENANT)
