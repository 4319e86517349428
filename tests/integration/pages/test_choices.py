"""Only a field that is a choice takes choices: elsewhere they would say nothing."""

import pytest
from django import forms

from onderdak.web.pages.choices import offer


class OneForm(forms.Form):
    colour = forms.ChoiceField()
    words = forms.CharField()


def test_a_choice_offers_what_there_is_and_only_on_this_form() -> None:
    form = OneForm({"colour": "red", "words": "x"})
    offer(form, "colour", (pair for pair in [("red", "Red")]))
    assert form.is_valid()
    assert not OneForm({"colour": "red", "words": "x"}).is_valid()


def test_a_text_takes_no_choices() -> None:
    with pytest.raises(TypeError, match="words"):
        offer(OneForm(), "words", [("red", "Red")])
