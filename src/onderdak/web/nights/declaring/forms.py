"""The forms of handing in a file."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    Location,
)
from onderdak.register.nights.contract.files import (
    FIELDS,
    REQUIRED,
)
from onderdak.web.pages.choices import offer

FIELD_NAMES = {
    "reference": gettext_lazy("Your own reference of the guest"),
    "name": gettext_lazy("Name"),
    "residence": gettext_lazy("Place of residence"),
    "document_kind": gettext_lazy("Kind of document"),
    "arrival": gettext_lazy("Day of arrival"),
    "departure": gettext_lazy("Day of departure"),
    "expected_departure": gettext_lazy("Expected day of departure"),
    "room": gettext_lazy("Room"),
    "bed": gettext_lazy("Bed"),
    "registration": gettext_lazy("Registered or not"),
    "brp_municipality": gettext_lazy("Municipality of registration"),
    "registered_since": gettext_lazy("Registered since"),
    "work_municipality": gettext_lazy("Municipality where a guest works"),
}


class UploadForm(forms.Form):
    """Which location, and which file."""

    location = forms.ChoiceField(label=gettext_lazy("Location"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel, OpenDocument or CSV, at most 50 MB. Your own columns are fine."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xlsm,.xls,.ods"}),
        max_length=200,
    )
    complete_from = forms.DateField(
        label=gettext_lazy("First night for which the list is complete"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    complete_to = forms.DateField(
        label=gettext_lazy("Last night for which the list is complete"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, locations: Iterable[Location], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.pk), each.name) for each in locations]
        if len(choices) != 1:
            choices.insert(0, ("", _("Choose one")))
        offer(self, "location", choices)

    def clean_file(self) -> "UploadedFile[Any]":
        """A file that is not larger than the register reads."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        most = settings.MAX_DECLARATION_BYTES
        if (file.size or 0) > most:
            raise forms.ValidationError(
                _("The file is larger than %(most)s. Cut it in two.")
                % {"most": filesizeformat(most)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Complete is a list from one night to another, or not at all."""
        first = self.cleaned_data.get("complete_from")
        last = self.cleaned_data.get("complete_to")
        if bool(first) != bool(last):
            missing = "complete_to" if first else "complete_from"
            if missing not in self.errors:
                self.add_error(missing, _("Fill in both nights, or neither."))
        elif first and last and last < first:
            self.add_error("complete_to", _("The last night comes before the first."))
        return self.cleaned_data

    @property
    def complete(self) -> DateRange | None:
        """The period for which the list is complete: after the last night it ends."""
        first, last = (
            self.cleaned_data["complete_from"],
            self.cleaned_data["complete_to"],
        )
        return DateRange(first, last + timedelta(days=1)) if first else None


class ColumnsForm(forms.Form):
    """Which column of the file holds what."""

    def __init__(
        self,
        names: Iterable[str],
        *args: Any,
        extras: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not in the file")), *((name, name) for name in names)]
        for field in (*FIELDS, *extras):
            self.fields[field] = forms.ChoiceField(
                label=FIELD_NAMES[field], choices=choices, required=field in REQUIRED
            )

    def clean(self) -> dict[str, str]:
        """One column cannot hold two things."""
        chosen = {key: name for key, name in self.cleaned_data.items() if name}
        for field, name in chosen.items():
            if list(chosen.values()).count(name) > 1:
                self.add_error(field, _("You chose this column twice."))
        return chosen

    @property
    def mapping(self) -> Mapping[str, str]:
        """The chosen columns by field."""
        return self.cleaned_data
