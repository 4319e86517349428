"""The forms with which a report is made, signed and added to."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract.reports import (
    EntryReport,
    HandedHow,
    Handing,
    Kind,
    Oath,
)
from onderdak.web.inspections.reports.words import HANDED, KINDS, OATHS
from onderdak.web.pages.choices import offer

_MADE = (Kind.FINDINGS, Kind.OFFICIAL)


def _words(label: Any, most: int = 4000, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class MakeForm(forms.Form):
    """What kind of report, and what it begins with."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which report"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, str(KINDS[one])) for one in _MADE],
        help_text=gettext_lazy(
            "An official report is signed on the oath or promise of office. It is"
            " needed where a fine may follow."
        ),
    )
    summary = _words(
        gettext_lazy("Summary"),
        required=False,
        help_text=gettext_lazy("What you saw, in a few sentences. No names."),
    )
    open_because = forms.CharField(
        label=gettext_lazy("Why the statements must be in it"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Statements are sealed. Empty: they stay sealed and out of the report. A"
            " reason opens them for this report; it is logged."
        ),
    )
    day = forms.BooleanField(label="")

    def __init__(self, data: Any, held_on: date | None = None) -> None:
        super().__init__(data)
        if held_on is None:
            del self.fields["day"]
            return
        shown = date_format(held_on, "j F Y")
        self.fields["day"].label = _("The visit was held on %(day)s") % {"day": shown}
        self.fields["day"].help_text = _(
            "Its data came in on another day. The norms of this day count, and it"
            " stands in the report."
        )


class SignForm(forms.Form):
    """Sign what was read."""

    oath = forms.ChoiceField(
        label=gettext_lazy("You sign"),
        widget=forms.RadioSelect,
        choices=[],
    )
    read = forms.BooleanField(
        label=gettext_lazy("I read this document, and it says what I saw"),
    )

    def __init__(self, data: Any, *, under_oath: bool) -> None:
        super().__init__(data)
        if under_oath:
            two = (Oath.OATH, Oath.PROMISE)
            offer(self, "oath", [(one.value, str(OATHS[one])) for one in two])
        else:
            del self.fields["oath"]

    def oath_given(self) -> Oath:
        """On what this person signs."""
        return Oath(self.cleaned_data.get("oath") or Oath.NONE)


class AddendumForm(forms.Form):
    """What turned out otherwise."""

    words = _words(
        gettext_lazy("What turned out otherwise"),
        8000,
        8,
        help_text=gettext_lazy("The first report stays as it is."),
    )


class EntryForm(forms.Form):
    """What the report of an entry says, in the order of the law (Awbi art. 10)."""

    at_whose = forms.CharField(
        label=gettext_lazy("At whose home"),
        max_length=200,
        help_text=gettext_lazy(
            "The name, or that it is not known. It stands in the document only, which"
            " is kept sealed."
        ),
    )
    manner = _words(gettext_lazy("In which manner you entered"), 1000, 3)
    entered_at = forms.CharField(label=gettext_lazy("Time of entry"), max_length=20)
    left_at = forms.CharField(label=gettext_lazy("Time of leaving"), max_length=20)
    done = _words(gettext_lazy("What was done, and what happened besides"), 6000, 8)
    others = _words(
        gettext_lazy("Who else entered, each on a line"),
        1000,
        3,
        required=False,
        help_text=gettext_lazy("Name or number, and function."),
    )
    urgency = _words(
        gettext_lazy("Why it was urgent"),
        1000,
        3,
        required=False,
        help_text=gettext_lazy(
            "Only for an entry between midnight and six, or with nobody home."
        ),
    )

    def entry(self, **known: Any) -> EntryReport:
        """The report, with what is on record already."""
        given = self.cleaned_data
        others = [one.strip() for one in given["others"].splitlines() if one.strip()]
        return EntryReport(
            at_whose=given["at_whose"],
            manner=given["manner"],
            entered_at=given["entered_at"],
            left_at=given["left_at"],
            done=given["done"],
            others=others,
            urgency=given["urgency"],
            **known,
        )


class CopyForm(forms.Form):
    """How the resident's copy was handed over."""

    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, str(HANDED[one])) for one in HandedHow],
    )
    on_day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = _words(gettext_lazy("Remark"), 500, 2, required=False)

    def __init__(self, data: Any, on: date) -> None:
        super().__init__(data, initial={"on_day": on})
        self.on = on

    def clean_on_day(self) -> date:
        """A day that has come."""
        given: date = self.cleaned_data["on_day"]
        if given > self.on:
            raise forms.ValidationError(_("This day is yet to come."))
        return given

    def handing(self) -> Handing:
        """What was done."""
        given = self.cleaned_data
        return Handing(HandedHow(given["how"]), given["on_day"], given["words"])


class VerifyForm(forms.Form):
    """A file that somebody wants to have checked."""

    file = forms.FileField(
        label=gettext_lazy("The PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=gettext_lazy("It is not kept; only its hash is computed."),
    )
