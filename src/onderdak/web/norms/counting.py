"""The form to try a term or an amount: a day in, a day or an amount out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.kernel.errors import UserError
from onderdak.rules import As, Norm
from onderdak.rules.terms import TermAnswer, spec_of, term
from onderdak.web.norms.asked import When
from onderdak.web.pages.shapes import Fact, Money
from onderdak.web.pages.values import said
from onderdak.web.quality.file.words import in_words


@dataclass(frozen=True, slots=True)
class Answer:
    """What one term or amount comes to, or why it does not."""

    title: str
    facts: list[Fact]
    counted: list[str]
    refused: str = ""
    next_step: str = ""


class DayForm(forms.Form):
    """The day of the event from which a term counts."""

    day = forms.DateField(
        label=gettext_lazy("Day of the event"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, norms: Sequence[Norm], data: QueryDict | None) -> None:
        super().__init__(data)
        self.norms = norms
        events = dict.fromkeys(
            in_words(event) for norm in norms if (event := spec_of(norm).event)
        )
        self.fields["day"].help_text = "; ".join(events)
        # An amount needs no day, unless an earlier fine makes it higher.
        self.fields["day"].required = any(spec_of(norm).counts for norm in norms)

    def answers(self, when: When) -> list[Answer]:
        """What every term and amount of the rule comes to; none where a slip is."""
        return list(self._answers(when)) if self.is_valid() else []

    def _answers(self, when: When) -> Iterator[Answer]:
        for norm in self.norms:
            counts = spec_of(norm).counts
            try:
                found = term(
                    norm.rule,
                    self.cleaned_data["day"],
                    # The law of a term is that of its event.
                    None if counts else when.on,
                    when.municipality,
                    rulebook(),
                    normbook(),
                    part=norm.part,
                    today=localdate(),
                )
            except UserError as refused:
                yield Answer(
                    in_words(norm.title),
                    [],
                    [],
                    said(refused.what),
                    said(refused.next_step),
                )
                continue
            yield _told(norm, found)


def asked_for_days(norms: Sequence[Norm]) -> list[Norm]:
    """The judgements of a rule that give a day or an amount."""
    return [norm for norm in norms if norm.as_ in (As.TERM, As.AMOUNT)]


def _told(norm: Norm, found: TermAnswer) -> Answer:
    facts = []
    if found.first_day is not None:
        facts.append(Fact(_("First day"), found.first_day))
    if found.last_day is not None:
        facts.append(Fact(_("Last day"), found.last_day))
    if found.amount_cents is not None:
        facts.append(Fact(_("Amount"), Money(found.amount_cents)))
    facts.append(Fact(_("Article"), found.article))
    facts.append(Fact(_("Version of the value"), found.parameter_version))
    told = [said(sentence) for sentence in found.counted]
    return Answer(in_words(norm.title), facts, [*told, in_words(found.text)])
