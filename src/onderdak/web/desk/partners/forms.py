"""The forms for what a partner reports, and what is said by telephone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.kernel.languages import LANGUAGES
from onderdak.supervision.desk.contract import (
    Category,
    Kind,
    NewReport,
    Reachable,
)
from onderdak.supervision.desk.contract.partners import (
    SIGNALS,
    HandedIn,
    Partner,
    Signal,
)
from onderdak.supervision.desk.contract.public import desk_texts, questions
from onderdak.web.desk.partners.fields import PlaceFields, question_fields, subject
from onderdak.web.desk.partners.words import PARTNERS
from onderdak.web.desk.partners.words import SIGNALS as NAMES
from onderdak.web.pages.choices import offer

_NAME = forms.CharField(
    label=gettext_lazy("Organisation or team"),
    max_length=80,
    help_text=gettext_lazy("No name of a person."),
)


class PartnerReportForm(PlaceFields):
    """One report of a partner of a certain kind."""

    name = _NAME
    reference = forms.CharField(
        label=gettext_lazy("Reference of the partner"), max_length=80
    )
    category = forms.ChoiceField(label=gettext_lazy("Subject"))
    signal = forms.MultipleChoiceField(
        label=gettext_lazy("What the partner saw"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen_on = forms.DateField(
        label=gettext_lazy("Seen on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    danger = forms.BooleanField(
        label=gettext_lazy("Somebody is in danger"), required=False
    )
    field_order = (
        *("name", "reference", "category", "signal", "seen_on"),
        *("sought", "address", "place", "text", "danger"),
    )

    def __init__(
        self, data: Any, town: str, partner: Partner, categories: Sequence[Category]
    ) -> None:
        super().__init__(data, town)
        self.partner = partner
        offer(self, "category", [(one.key, subject(one)) for one in categories])
        if SIGNALS[partner]:
            offer(self, "signal", [(key, NAMES[key]) for key in SIGNALS[partner]])
        else:
            del self.fields["signal"]

    def clean_seen_on(self) -> Any:
        """Nobody saw it tomorrow."""
        given = self.cleaned_data["seen_on"]
        if given and given > localdate():
            raise ValidationError(_("This day is still to come."))
        return given

    def handed_in(self) -> HandedIn:
        """Whose report it is."""
        given = self.cleaned_data
        return HandedIn(self.partner, given["name"], given["reference"])

    def as_report(self) -> NewReport:
        """What is reported."""
        given = self.cleaned_data
        return NewReport(
            category=given["category"],
            text=given["text"],
            danger=given["danger"],
            signal=Signal(given.get("signal", ()), given["seen_on"]),
            **self.where(),
        )


class PhoneReportForm(PlaceFields):
    """What somebody says on the telephone or at the counter, about one subject."""

    danger = forms.BooleanField(
        label=gettext_lazy("Somebody is in danger"), required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the caller"),
        help_text=gettext_lazy("In this language the caller follows the report."),
    )
    caller = forms.CharField(
        label=gettext_lazy("Name of the caller"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "The caller may stay unknown. What is filled in here is"
            " sealed; opening it asks for a reason."
        ),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"), max_length=40, required=False
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    when = forms.CharField(
        label=gettext_lazy("When and how it is safe to call back"),
        max_length=300,
        required=False,
    )
    updates = forms.BooleanField(
        label=gettext_lazy("Mail the caller when there is news"),
        required=False,
        help_text=gettext_lazy("The mail says neither what nor where."),
    )
    _first = ("danger", "sought", "address", "place", "text")
    _last = ("language", "caller", "phone", "email", "when", "updates")

    def __init__(self, data: Any, town: str, category: Category) -> None:
        super().__init__(data, town)
        self.category = category
        asked = questions()[Kind(category.kind)]
        self.asked = [each.key for each in asked]
        self.fields |= dict(question_fields(asked))
        offer(self, "language", [(c, LANGUAGES[c].name) for c in desk_texts()])
        self.initial.setdefault("language", settings.LANGUAGE_CODE)
        self.order_fields([*self._first, *self.asked, *self._last])

    def clean(self) -> dict[str, Any]:
        """News by mail asks for an address to mail to."""
        given = super().clean()
        if given.get("updates") and not given.get("email"):
            self.add_error("email", _("Fill in to which address the news goes."))
        return given

    def as_report(self) -> NewReport:
        """What is reported."""
        given = self.cleaned_data
        chosen = {key: given[key] for key in self.asked if given.get(key)}
        return NewReport(
            category=self.category.key,
            text=given["text"],
            language=given["language"],
            danger=given["danger"],
            answers={
                key: [one] if isinstance(one, str) else one
                for key, one in chosen.items()
            },
            contact=Reachable(
                given["caller"],
                given["email"],
                given["phone"],
                given["when"],
                given["updates"],
            ),
            **self.where(),
        )


class PartnerFileForm(forms.Form):
    """A file of reports."""

    partner = forms.ChoiceField(
        label=gettext_lazy("Partner"),
        choices=lambda: [(each.value, str(PARTNERS[each])) for each in Partner],
    )
    name = _NAME
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, or a workbook with the same columns."),
    )
    only_look = forms.BooleanField(
        label=gettext_lazy("Only look whether it is right"), required=False
    )


class AccessForm(forms.Form):
    """Which partner's system is let in, and for how long."""

    partner = forms.ChoiceField(
        label=gettext_lazy("Partner"),
        choices=lambda: [(each.value, str(PARTNERS[each])) for each in Partner],
    )
    name = _NAME
    months = forms.IntegerField(
        label=gettext_lazy("For how many months"),
        min_value=1,
        max_value=settings.TOKEN_MONTHS,
        initial=6,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
