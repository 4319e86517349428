"""How facts, findings and their sources are written on a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.housing.quality.contract import (
    GROWTH_PLAN,
    NIGHT_REGISTER,
    ROOMS,
    Source,
    Statement,
)
from onderdak.rules import Fact, Kind, Outcome
from onderdak.web.pages.values import number

KINDS: Final = {
    Kind.LAW: gettext_lazy("law"),
    Kind.LOCAL: gettext_lazy("local rule"),
    Kind.PRIVATE: gettext_lazy("private norm"),
    Kind.POLICY: gettext_lazy("policy"),
}
# What breaks the law looks more serious than what misses a recommendation.
KIND_TAGS: Final = {
    Kind.LAW: "error",
    Kind.LOCAL: "error",
    Kind.PRIVATE: "warning",
    Kind.POLICY: "info",
}
SOURCES: Final = {
    Source.INSPECTION: gettext_lazy("inspection"),
    Source.CERTIFICATE: gettext_lazy("certificate"),
    Source.BAG: gettext_lazy("BAG"),
    Source.PROVIDER: gettext_lazy("provider"),
}
_BY: Final = {
    NIGHT_REGISTER: gettext_lazy("provider, by its night register"),
    GROWTH_PLAN: gettext_lazy("growth plan that both sides agree with"),
}
OUTCOMES: Final = {
    Outcome.MEETS: gettext_lazy("meets"),
    Outcome.BREACHES: gettext_lazy("does not meet"),
    Outcome.CANNOT_JUDGE: gettext_lazy("cannot be judged"),
}
# Of these the label says "whether ..." or "what ...": no name to stand on its own.
_ASKED: Final = frozenset({"truth", "words", "word"})
_SIGNS: Final = {"m2": "m²", "m3": "m³", "cm2": "cm²"}


def in_words(words: Mapping[str, str]) -> str:
    """Words of the norms in the language of the reader: Dutch or English."""
    language = (get_language() or "nl")[:2]
    return words["nl"] if language == "nl" else words["en"]


def fact_name(path: str) -> str:
    """A fact as a heading: its label, or the question where its answer is yes or no."""
    catalogue = fact_catalogue()
    if path == ROOMS:
        return _("Rooms")
    if path not in catalogue:
        return path
    fact = catalogue.fact(path)
    if fact.type in _ASKED:
        return in_words(fact.ask)
    label = in_words(fact.label)
    for article in ("de ", "het ", "the "):
        label = label.removeprefix(article)
    return label[:1].upper() + label[1:]


def value_shown(path: str, value: object) -> object:
    """A stated value as people read it."""
    if path == ROOMS and isinstance(value, Sequence):
        many = len(value)
        return ngettext("%(many)d room", "%(many)d rooms", many) % {"many": many}
    catalogue = fact_catalogue()
    if path not in catalogue:
        return str(value)
    return _by_type(catalogue.fact(path), value)


def _by_type(fact: Fact, value: object) -> object:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() if fact.type == "money":
            return f"€ {number_format(Decimal(value) / 100, decimal_pos=2)}"
        case int():
            return number(value)
        case list():
            return ", ".join(_word(fact, str(one)) for one in value)
        case dict():
            return measured(f"{value.get('value')} {value.get('unit')}")
        case str() if fact.type == "date":
            return date_format(date.fromisoformat(value), "j F Y")
        case str() if fact.type in {"area", "length", "volume"}:
            return measured(value)
        case _:
            return _word(fact, str(value))


def _word(fact: Fact, word: str) -> str:
    return in_words(fact.words[word]) if word in fact.words else word


def measured(written: str) -> str:
    """A quantity as it was written, with the sign of its unit: 8.5 m2 is 8,5 m²."""
    amount, _space, unit = written.strip().partition(" ")
    try:
        exact = Decimal(amount.replace(",", "."))
    except InvalidOperation:
        return written
    places = max(0, -int(exact.normalize().as_tuple().exponent))
    return f"{number_format(exact, decimal_pos=places)} {_SIGNS.get(unit, unit)}"


def who_said(one: Statement) -> str:
    """From which source, with its reference: inspection (visit 12)."""
    source = str(SOURCES[one.source])
    if one.id is None and one.reference in _BY:
        return str(_BY[one.reference])
    return f"{source} ({one.reference})" if one.reference else source


def otherwise(one: Statement) -> str:
    """What another source says instead, with its day."""
    return _("%(source)s of %(day)s: %(value)s") % {
        "source": who_said(one),
        "day": date_format(one.observed_on, "j F Y"),
        "value": value_shown(one.path, one.value),
    }
