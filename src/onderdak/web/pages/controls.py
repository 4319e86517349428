"""How the control of a form field is drawn and tied to its texts."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString


def kind_of(bound: BoundField) -> str:
    """The way in which a field is drawn: a control, a checkbox or a group."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "group" if widget.use_fieldset else "control"


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.FileInput):
        return ""
    if isinstance(widget, forms.Select):
        return "utrecht-select utrecht-select--html-select"
    if isinstance(widget, forms.Textarea):
        return "utrecht-textarea utrecht-textarea--html-textarea"
    numeric = isinstance(widget, forms.NumberInput)
    number_class = " utrecht-textbox--numeric" if numeric else ""
    return f"utrecht-textbox utrecht-textbox--html-input{number_class}"


def described_by(bound: BoundField, purpose: str) -> str:
    """The texts that a screen reader reads with the control."""
    there = {"purpose": purpose, "hint": bound.help_text, "error": bound.errors}
    return " ".join(f"{bound.auto_id}-{part}" for part in there if there[part])


def control(bound: BoundField, described_by: str) -> SafeString:
    """The control itself, dressed and tied to its texts."""
    # A placeholder disappears on typing: label and hint say what is asked.
    attrs: dict[str, Any] = {"placeholder": False}
    widget = bound.field.widget
    classes = (widget.attrs.get("class", ""), _control_class(widget))
    if any(classes):
        attrs["class"] = " ".join(filter(None, classes))
    if described_by and kind_of(bound) in ("control", "checkbox"):
        attrs["aria-describedby"] = described_by
    return bound.as_widget(attrs=attrs)


def target_of(bound: BoundField) -> str:
    """Where the error summary jumps to."""
    if kind_of(bound) == "choices":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or str(bound.auto_id)
