"""The forms of the letter, of proof, of judging it, and of looking again."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.supervision.inspections.contract.after import Judged
from onderdak.web.inspections.repairs.words import JUDGED
from onderdak.web.pages.photos import PhotoField


class LetterForm(forms.Form):
    """To whom the letter goes."""

    recipient = forms.CharField(
        label=gettext_lazy("Name and address of owner or provider"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Each line as it stands on the envelope."),
    )
    with_link = forms.BooleanField(
        label=gettext_lazy("Put a link in the letter, to send photos without account"),
        required=False,
        initial=True,
    )

    def lines(self) -> list[str]:
        """The lines of the address."""
        return str(self.cleaned_data["recipient"]).splitlines()


class ProofForm(forms.Form):
    """Proof of repair: a photo, words, or both."""

    photo = PhotoField(required=False, label=gettext_lazy("Photo of the repair"))
    words = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is there."""
        given = super().clean() or {}
        if not given.get("photo") and not given.get("words") and not self.errors:
            self.add_error("photo", _("Add a photo, or say what was done."))
        return given

    @property
    def picture(self) -> DrawnPicture | None:
        """The photo as it may be kept."""
        return self.cleaned_data.get("photo")


class LinkProofForm(ProofForm):
    """Proof behind a link: of which point."""

    repair = forms.ChoiceField(label=gettext_lazy("Which point"))

    field_order = ("repair", "photo", "words")


class JudgeForm(forms.Form):
    """Whether something is mended."""

    judged = forms.ChoiceField(
        label=gettext_lazy("What do you say?"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, str(JUDGED[one])) for one in Judged],
    )
    why = forms.CharField(
        label=gettext_lazy("What is missing"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed when it is not mended. The owner reads it."),
    )

    def clean(self) -> dict[str, Any]:
        """Who must mend something knows what is missing."""
        given = super().clean() or {}
        if given.get("judged") == Judged.NOT_MENDED and not given.get("why"):
            self.add_error("why", _("Say what is still missing."))
        return given


class AgainForm(forms.Form):
    """When somebody looks again."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    from_time = forms.TimeField(
        label=gettext_lazy("From"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    until_time = forms.TimeField(
        label=gettext_lazy("Until"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000)

    def __init__(self, data: Any, *, on: date, last: date | None) -> None:
        first = {
            "day": max(on, last) + timedelta(1) if last else on + timedelta(1),
            "from_time": "10:00",
            "until_time": "11:00",
            "reason": _("Look whether what failed is mended."),
        }
        super().__init__(data, initial=first)

    def clean(self) -> dict[str, Any]:
        """The visit ends after it begins."""
        given = super().clean() or {}
        begins, ends = given.get("from_time"), given.get("until_time")
        if begins and ends and ends <= begins:
            self.add_error("until_time", _("The visit ends before it begins."))
        return given


class RevokeForm(forms.Form):
    """Sure that the link must end."""

    sure = forms.BooleanField(label=gettext_lazy("Yes, take it back"))
