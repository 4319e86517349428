"""The questions of each kind of report: closed keys, so that answers can be counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from onderdak.kernel.errors import ConfigurationError, Invalid
from onderdak.kernel.text import Text, text
from onderdak.supervision.desk.domain.kinds import Kind

_FORMS: Final = frozenset({"one", "several"})
Answers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its closed answers; nobody has to answer it."""

    key: str
    several: bool
    options: tuple[str, ...]


def read_questions(content: Mapping[str, Any]) -> Mapping[Kind, tuple[Question, ...]]:
    """The questions of every kind, from the data file.

    Raises:
        ConfigurationError: a kind, a form or a key is not what it should be.
    """
    unknown = set(content) - set(Kind)
    if unknown:
        raise ConfigurationError(
            text("Unknown kinds of report: %(kinds)s.", kinds=", ".join(unknown))
        )
    return MappingProxyType(
        {kind: tuple(_read(one) for one in content.get(kind, ())) for kind in Kind}
    )


def _read(one: Mapping[str, Any]) -> Question:
    options = tuple(str(each) for each in one.get("options", ()))
    if one.get("form") not in _FORMS or not options or not one.get("key"):
        raise ConfigurationError(
            text("A question of the report form is incomplete: %(one)s.", one=dict(one))
        )
    return Question(str(one["key"]), one["form"] == "several", options)


def checked_answers(
    questions: Sequence[Question], given: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Only answers that the questions know, in their order.

    Raises:
        Invalid: an answer that is not on the list, or two where one fits.
    """
    for key, _why in slips_of_answers(questions, given):
        raise _unknown(key)
    kept = {
        each.key: [one for one in each.options if one in given.get(each.key, ())]
        for each in questions
    }
    return {key: chosen for key, chosen in kept.items() if chosen}


def slips_of_answers(
    questions: Sequence[Question], given: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Text]]:
    """All answers that do not fit: of which question, and what would."""
    known = {each.key: each for each in questions}
    for key in sorted(set(given) - set(known)):
        asked = ", ".join(known) or "–"
        yield key, text("This is not asked here. Use: %(known)s.", known=asked)
    for key, question in known.items():
        chosen = set(given.get(key, ()))
        if chosen - set(question.options):
            options = ", ".join(question.options)
            yield key, text("Choose from: %(known)s.", known=options)
        elif len(chosen) > 1 and not question.several:
            yield key, text("This question has one answer.")


def _unknown(key: str) -> Invalid:
    return Invalid(
        text("The answer to '%(key)s' is not on the list.", key=key),
        next_step=text("Choose one of the answers that are shown."),
    )
