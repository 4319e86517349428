"""The forms with which a service is asked along, shared with, and answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.parties.contract import AgreementOn
from onderdak.foundation.privacy.contract import SharingDecision
from onderdak.supervision.inspections.contract import Along
from onderdak.supervision.inspections.contract.companions import Field, NewCompanion
from onderdak.supervision.inspections.contract.kits import kit_texts
from onderdak.web.desk.forwarding.forms import ForwardForm
from onderdak.web.inspections.companions.words import FIELDS
from onderdak.web.inspections.planning.forms import words_field
from onderdak.web.inspections.planning.words import ALONG, language_name
from onderdak.web.pages.choices import offer

_YES, _NO = "yes", "no"
# What a service needs to come at all; the rest is chosen where it is needed.
_FIRST = (Field.DAY, Field.HOURS, Field.ADDRESS)


class CompanionForm(forms.Form):
    """Which service is asked along; never the name of a person."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("Who is asked along"),
        choices=lambda: [(each.value, str(ALONG[each])) for each in Along],
        widget=forms.RadioSelect,
    )
    organisation = forms.CharField(
        label=gettext_lazy("Service"),
        max_length=120,
        help_text=gettext_lazy("The service or bureau; no name of a person."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the service"),
        required=False,
        help_text=gettext_lazy("Empty: you get the link and hand it over yourself."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the interpreter"),
        choices=lambda: [
            ("", "–"),
            *((code, language_name(code)) for code in kit_texts()),
        ],
        required=False,
    )
    why = words_field(
        gettext_lazy("What the service is needed for"), 500, 2, required=False
    )

    def clean(self) -> dict[str, Any]:
        """An interpreter speaks a language."""
        given = super().clean() or {}
        if given.get("kind") == Along.INTERPRETER and not given.get("language"):
            self.add_error("language", _("Say which language the interpreter speaks."))
        return given

    def new(self) -> NewCompanion:
        """Who is asked along."""
        given = self.cleaned_data
        kind = Along(given["kind"])
        return NewCompanion(
            kind=kind,
            organisation=given["organisation"],
            email=given["email"],
            language=given["language"] if kind is Along.INTERPRETER else "",
            why=given["why"],
        )


class ShareForm(ForwardForm):
    """On which ground a service reads of one visit, how little, and until when."""

    use_required_attribute = False

    def __init__(
        self,
        data: Any,
        *,
        partner: str,
        covenants: Sequence[AgreementOn],
        on: date,
        until: date,
    ) -> None:
        super().__init__(data, covenants, on)
        # Who it is stands with the companion; a visit has no summary of its own.
        for name in ("partner", "email", "summary"):
            del self.fields[name]
        self.initial.update(
            {
                "expires_on": until,
                "fields_shared": [each.value for each in _FIRST],
            }
        )
        self.partner_asked = partner
        offer(self, "fields_shared", [(one.value, str(FIELDS[one])) for one in Field])
        self.fields["fields_shared"].help_text = _(
            "Nothing of who lives there can be shared here."
        )

    def decision(self) -> SharingDecision:
        """What was decided, for the service that was asked along."""
        self.cleaned_data["partner"] = self.partner_asked
        return super().decision()


class SaidForm(forms.Form):
    """Whether a service comes."""

    use_required_attribute = False

    coming = forms.ChoiceField(
        label=gettext_lazy("Does the service come?"),
        choices=[
            (_YES, gettext_lazy("Yes, it comes")),
            (_NO, gettext_lazy("No, it does not come")),
        ],
        widget=forms.RadioSelect,
    )
    said = words_field(gettext_lazy("Remark"), 500, 2, required=False)

    @property
    def comes(self) -> bool:
        """Whether it comes."""
        return bool(self.cleaned_data["coming"] == _YES)


class AnswerForm(SaidForm):
    """The answer of the service itself, behind its link."""

    coming = forms.ChoiceField(
        label=gettext_lazy("Do you come along?"),
        choices=[
            (_YES, gettext_lazy("Yes, we come")),
            (_NO, gettext_lazy("No, we do not come")),
        ],
        widget=forms.RadioSelect,
    )
    said = words_field(
        gettext_lazy("Remark"),
        500,
        2,
        required=False,
        help_text=gettext_lazy("For example from when you can come. No names."),
    )
