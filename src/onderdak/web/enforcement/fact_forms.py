"""A form that asks the facts of a step: as it is begun, and as its letter changes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from onderdak.web.enforcement.fields import FactAsked, field_of

# Before the names of facts, so that none can stand in the way of another field.
_FACT = "fact-"


class FactsForm(forms.Form):
    """What the path says that has to be known of a step."""

    asked: Mapping[str, FactAsked]

    def ask(self, facts: Iterable[FactAsked]) -> None:
        """Ask these facts."""
        self.asked = {fact.name: fact for fact in facts}
        for name, fact in self.asked.items():
            self.fields[f"{_FACT}{name}"] = field_of(fact)

    def facts(self) -> dict[str, object]:
        """What was filled in, as it is stored: a day as YYYY-MM-DD."""
        given = {name: self.cleaned_data.get(f"{_FACT}{name}") for name in self.asked}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in given.items()
            if value not in (None, "")
        }


def first_facts(known: Mapping[str, Any]) -> dict[str, Any]:
    """What is known already, as the fields of these facts show it."""
    return {f"{_FACT}{name}": _shown(value) for name, value in known.items()}


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
