"""The forms for what a partner reports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from onderdak.supervision.desk.contract import MOST_TEXT, Category
from onderdak.supervision.desk.contract.partners import HandedIn, Partner
from onderdak.web.desk.partners.words import PARTNERS


def _subjects(categories: Sequence[Category]) -> list[tuple[str, str]]:
    language = (get_language() or "nl").partition("-")[0]
    return [
        (one.key, one.names.get(language) or one.names.get("nl") or one.key)
        for one in categories
    ]


class _FromPartner(forms.Form):
    partner = forms.ChoiceField(
        label=gettext_lazy("Partner"),
        choices=lambda: [(each.value, str(PARTNERS[each])) for each in Partner],
    )
    name = forms.CharField(
        label=gettext_lazy("Organisation or team"),
        max_length=80,
        help_text=gettext_lazy("No name of a person."),
    )


class PartnerReportForm(_FromPartner):
    """One report of a partner."""

    reference = forms.CharField(
        label=gettext_lazy("Reference of the partner"), max_length=80
    )
    category = forms.ChoiceField(label=gettext_lazy("Subject"))
    place = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("What is reported"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("About a place; leave out who lives there."),
    )

    def __init__(self, data: Any, categories: Sequence[Category]) -> None:
        super().__init__(data)
        language = (get_language() or "nl").partition("-")[0]
        self.fields["category"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.key, one.names.get(language) or one.names.get("nl") or one.key)
            for one in categories
        ]

    def handed_in(self) -> HandedIn:
        """Whose report it is."""
        given = self.cleaned_data
        return HandedIn(Partner(given["partner"]), given["name"], given["reference"])


class PhoneReportForm(forms.Form):
    """What somebody says on the telephone or at the counter."""

    category = forms.ChoiceField(label=gettext_lazy("Subject"))
    place = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("What is reported"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("About a place; leave out who lives there."),
    )
    danger = forms.BooleanField(
        label=gettext_lazy("Somebody is in danger"), required=False
    )

    def __init__(self, data: Any, categories: Sequence[Category]) -> None:
        super().__init__(data)
        self.fields["category"].choices = _subjects(categories)  # type: ignore[attr-defined]  # a choice field


class PartnerFileForm(_FromPartner):
    """A file of reports."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, or a workbook with the same columns."),
    )
    only_look = forms.BooleanField(
        label=gettext_lazy("Only look whether it is right"), required=False
    )
