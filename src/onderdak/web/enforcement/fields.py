"""Fields of forms in enforcement: days, euros, sentences, and what a step asks."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onderdak.kernel.errors import Invalid
from onderdak.kernel.money import euros, parse_euros
from onderdak.web.enforcement.pages import in_words
from onderdak.web.enforcement.wording import names_of
from onderdak.web.pages.values import said

MOST_WORDS = 4000
_MOST_COUNT = 1_000_000
_YES, _NO = "yes", "no"
# Texts that are a number or a mark, not sentences.
_ONE_LINE = ("visit", "number", "reference")


class FactAsked(Protocol):
    """What a path says of a fact that a step needs."""

    @property
    def name(self) -> str:
        """Its key."""

    @property
    def kind(self) -> Any:
        """Date, time, cents, days, count, text, choice, yes_no, article or person."""

    @property
    def required(self) -> bool:
        """Whether the step cannot do without."""

    @property
    def title(self) -> Any:
        """What it is called, in Dutch and English."""

    @property
    def options(self) -> Any:
        """What can be chosen, for a choice."""


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **more)


class EurosField(forms.CharField):
    """An amount in euros as people of this language write it, kept as whole cents."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_length=20, widget=widget, **more)

    def prepare_value(self, value: Any) -> Any:
        """Whole cents as euros; what was typed stays as it was typed."""
        return euros(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The amount in cents, or None.

        A Dutch page takes the comma; an English page takes either, when it is plain.
        """
        written = str(super().clean(value) or "").strip()
        if not written:
            return None
        try:
            cents = int(_cents(written))
        except Invalid as slip:
            raise forms.ValidationError(said(slip.what)) from slip
        if cents < 0:
            raise forms.ValidationError(_("An amount is not below zero."))
        return cents


def _cents(written: str) -> int:
    if (get_language() or "nl")[:2] == "nl":
        return parse_euros(written, "nl")
    return parse_euros(written, "en")


class HourOfDay(forms.TimeField):
    """An hour of a day, kept as HH:MM."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **more)

    def prepare_value(self, value: Any) -> Any:
        """As it was kept, or as it was typed."""
        return value

    def clean(self, value: Any) -> Any:
        """The hour as it is kept, or None."""
        found = super().clean(value)
        return None if found is None else f"{found:%H:%M}"


class PersonField(forms.TypedChoiceField):
    """Somebody who works here; a page offers who there is with `offer_people`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **more)


def offer_people(form: forms.BaseForm, people: Iterable[tuple[int, str]]) -> None:
    """Let each question for a person offer these, after nobody."""
    offered = [("", _("choose")), *((str(key), name) for key, name in people)]
    for field in form.fields.values():
        if isinstance(field, PersonField):
            field.choices = offered


def words_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """Some sentences."""
    more.setdefault("max_length", MOST_WORDS)
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def yes_no(label: Any, **more: Any) -> forms.TypedChoiceField:
    """Yes or no, said out loud; a box that was left alone says nothing."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(_YES, gettext_lazy("Yes")), (_NO, gettext_lazy("No"))],
        coerce=lambda chosen: chosen == _YES,
        empty_value=None,
        widget=forms.RadioSelect,
        **more,
    )


def field_of(fact: FactAsked) -> forms.Field:
    """The field for a fact of a step, labelled in the language of the reader."""
    label, need = in_words(fact.title), fact.required
    match str(fact.kind):
        case "date":
            return DayField(label=label, required=need)
        case "cents":
            hint = _("In euros, for example %(example)s.") % {"example": _example()}
            return EurosField(label=label, required=need, help_text=hint)
        case "days" | "count" as kind:
            return _whole(label, need, _("In days.") if kind == "days" else "")
        case "choice":
            return _choice(label, need, fact.options)
        case "yes_no":
            return yes_no(label, required=need)
        case "time":
            return HourOfDay(label=label, required=need)
        case "person":
            return PersonField(label=label, required=need)
        case "article":
            return forms.CharField(
                label=label,
                required=need,
                max_length=200,
                help_text=_("The article and the law, for example art. 5:32 Awb."),
            )
        case _ if fact.name.endswith(_ONE_LINE):
            return forms.CharField(label=label, required=need, max_length=200)
        case _:
            return words_field(label, required=need)


def _example() -> str:
    dutch = (get_language() or "nl")[:2] == "nl"
    return euros(250000, "nl" if dutch else "en")


def _whole(label: str, need: bool, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=need,
        min_value=0,
        max_value=_MOST_COUNT,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field--short"}),
    )


def _choice(label: str, need: bool, options: Any) -> forms.ChoiceField:
    offered = list(choices_of(options))
    if not need:
        offered = [("", _("not said")), *offered]
    return forms.ChoiceField(
        label=label, required=need, choices=offered, widget=forms.RadioSelect
    )


def choices_of(options: Any) -> Iterable[tuple[str, str]]:
    """The choices of a fact with their words."""
    if isinstance(options, Mapping):
        return [(str(key), in_words(words)) for key, words in options.items()]
    return [(str(one), str(one)) for one in options or ()]


def said_fact(fact: FactAsked, value: Any) -> Any:
    """The value of a fact as a page shows it."""
    if value is None or value == "":
        return None
    match str(fact.kind):
        case "date":
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        case "choice":
            return dict(choices_of(fact.options)).get(str(value), str(value))
        case "days":
            return _("%(days)s days") % {"days": value}
        case "person":
            return names_of([int(value)]).get(int(value), str(value))
        case _:
            return value
