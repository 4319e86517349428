"""A field for each fact of the catalogue; nothing filled in leaves it unknown."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.formats import localize_input
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.kernel.errors import Invalid
from onderdak.kernel.money import parse_euros
from onderdak.rules import Fact, UnreadableFacts, read_fact
from onderdak.web.pages.values import said
from onderdak.web.quality.file.words import in_words

_UNKNOWN: Final = ""
_NOT_KNOWN: Final = "?"
_FEW: Final = 6
_SIGNS: Final = {"m2": "m²", "m3": "m³", "cm2": "cm²"}


class _FactField(forms.Field):
    """Reads what was typed as the fact it is meant to be, or says what is wrong."""

    fact: Fact

    def clean(self, value: Any) -> Any:
        """The fact in the form of a facts file; None where nobody knows."""
        typed = self.raw(super().clean(value))
        if typed is None:
            return None
        try:
            read_fact(typed, self.fact)
        except UnreadableFacts as slip:
            raise forms.ValidationError(said(slip.faults[0].what)) from slip
        return typed

    def raw(self, value: Any) -> Any:
        """What was typed, in the form of a facts file."""
        return value if value not in ("", None) else None


class _TruthField(_FactField, forms.ChoiceField):
    def raw(self, value: Any) -> Any:
        return {"yes": True, "no": False}.get(str(value))


class _WordField(_FactField, forms.ChoiceField):
    pass


class _WordsField(_FactField, forms.MultipleChoiceField):
    def raw(self, value: Any) -> Any:
        # What is ticked is there; nothing ticked, not even this, says: none of these.
        chosen = [word for word in value if word != _NOT_KNOWN]
        return None if not chosen and _NOT_KNOWN in value else chosen


class _CountField(_FactField, forms.IntegerField):
    pass


class _DateField(_FactField, forms.DateField):
    def raw(self, value: Any) -> Any:
        return value.isoformat() if value else None


class _QuantityField(_FactField, forms.CharField):
    def raw(self, value: Any) -> Any:
        written = str(value).strip()
        if not written:
            return None
        bare = written.replace(",", "").replace(".", "")
        return f"{written} {self.fact.unit}" if bare.isdecimal() else written


class _MoneyField(_FactField, forms.CharField):
    def raw(self, value: Any) -> Any:
        if not str(value).strip():
            return None
        try:
            return int(parse_euros(str(value)))
        except Invalid as slip:
            raise forms.ValidationError(said(slip.what)) from slip


def field_for(fact: Fact, hint: str = "", *, label: str = "") -> forms.Field:
    """The field of a fact, in the language of the reader."""
    field: _FactField = _made(fact, label or in_words(fact.ask))
    field.help_text = hint
    field.fact = fact
    return field


def _made(fact: Fact, label: str) -> Any:
    """A field of the right kind; leaving it as it is says: I do not know."""
    match fact.type.value:
        case "truth":
            return _TruthField(
                label=label,
                required=False,
                choices=[
                    ("yes", gettext_lazy("yes")),
                    ("no", gettext_lazy("no")),
                    (_UNKNOWN, gettext_lazy("I do not know")),
                ],
                widget=forms.RadioSelect,
            )
        case "word":
            words = [(word, in_words(name)) for word, name in fact.words.items()]
            return _WordField(
                label=label,
                required=False,
                choices=[*words, (_UNKNOWN, gettext_lazy("I do not know"))],
                widget=forms.RadioSelect if len(words) < _FEW else forms.Select,
            )
        case "words" if fact.words:
            words = [(word, in_words(name)) for word, name in fact.words.items()]
            return _WordsField(
                label=label,
                required=False,
                choices=[*words, (_NOT_KNOWN, gettext_lazy("I do not know"))],
                widget=forms.CheckboxSelectMultiple,
            )
        case "count":
            return _CountField(label=label, required=False, min_value=0)
        case "date":
            return _DateField(
                label=label,
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
        case "money":
            return _MoneyField(
                label=_("%(question)s (in euros)") % {"question": label},
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        case "area" | "length" | "volume":
            sign = _SIGNS.get(fact.unit or "", fact.unit or "")
            return _QuantityField(
                label=f"{label} ({sign})",
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        case _:
            return _QuantityField(label=label, required=False, max_length=200)


def typed_again(fact: Fact, value: object) -> object:
    """A stated value as its field shows it."""
    match value:
        case None:
            return [_NOT_KNOWN] if fact.type == "words" else None
        case bool():
            return "yes" if value else "no"
        case list():
            return value
        case int() if fact.type == "money":
            return localize_input(Decimal(value) / 100)
        case str() if fact.unit:
            amount, _space, unit = value.strip().partition(" ")
            own = unit.replace("²", "2").replace("³", "3") == fact.unit
            return amount.replace(".", ",") if own else value
        case dict() if fact.unit:
            return f"{value.get('value')} {value.get('unit')}"
        case _:
            return value
