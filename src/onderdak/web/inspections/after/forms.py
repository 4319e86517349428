"""What a visit came to, and the text for everybody."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract.after import (
    MOST_PUBLIC,
    NoAccess,
    Proposed,
    Result,
    Told,
)
from onderdak.web.inspections.after.words import NO_ACCESS, RESULTS


class ResultForm(forms.Form):
    """What a visit came to, and how long it took."""

    result = forms.ChoiceField(
        label=gettext_lazy("What did the visit come to?"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, str(RESULTS[one])) for one in Result],
    )
    no_access = forms.ChoiceField(
        label=gettext_lazy("Why did nobody come in?"),
        required=False,
        choices=lambda: [
            ("", "–"),
            *((one.value, str(NO_ACCESS[one])) for one in NoAccess),
        ],
        help_text=gettext_lazy("Only where nobody came in."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes on the spot"), min_value=0, max_value=1440
    )
    words = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("About the visit; nothing about persons."),
    )

    def __init__(self, data: Any, proposed: Proposed) -> None:
        first = {
            "result": proposed.result.value if proposed.result else None,
            "no_access": proposed.no_access.value if proposed.no_access else "",
            "minutes": proposed.minutes,
        }
        super().__init__(data, initial=first)

    def clean(self) -> dict[str, Any]:
        """A reason for no access is there when there was none, and only then."""
        given = super().clean() or {}
        nobody = given.get("result") == Result.NO_ACCESS
        if nobody and not given.get("no_access"):
            self.add_error("no_access", _("Say why nobody came in."))
        if given.get("no_access") and given.get("result") and not nobody:
            self.add_error("no_access", _("Somebody came in, so leave this empty."))
        other = given.get("no_access") == NoAccess.OTHER
        if other and not given.get("words"):
            self.add_error("words", _("Say in words why nobody came in."))
        return given

    def told(self) -> Told:
        """What was said."""
        given = self.cleaned_data
        return Told(
            result=Result(given["result"]),
            minutes=given["minutes"],
            no_access=NoAccess(given["no_access"]) if given["no_access"] else None,
            words=given["words"],
        )


class PublicForm(forms.Form):
    """The text for everybody, as the municipality publishes it."""

    words = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=MOST_PUBLIC,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "No address, no street and no person. Once published it stays."
        ),
    )
