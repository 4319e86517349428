"""The choices of a form that depend on who asks, or on what there is."""

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let a field of a form offer these choices, or groups of them, in this order.

    Raises:
        TypeError: the field takes any text, so that choices would not count.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no choice")
    field.choices = list(choices)
