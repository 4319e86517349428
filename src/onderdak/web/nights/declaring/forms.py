"""The forms of handing in a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.register.nights.contract import FIELDS, REQUIRED, Location

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
}


class UploadForm(forms.Form):
    """Which location, and which file."""

    location = forms.ChoiceField(label=gettext_lazy("Location"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel, OpenDocument or CSV, at most 50 MB. Your own columns are fine."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
        max_length=200,
    )

    def __init__(
        self, locations: Iterable[Location], *args: object, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(str(each.pk), each.name) for each in locations]
        if len(choices) != 1:
            choices.insert(0, ("", _("Choose one")))
        location = self.fields["location"]
        if isinstance(location, forms.ChoiceField):
            location.choices = choices

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


class ColumnsForm(forms.Form):
    """Which column of the file holds what."""

    def __init__(self, names: Iterable[str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        choices = [("", _("not in the file")), *((name, name) for name in names)]
        for field in FIELDS:
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
