"""Sentences of the rooms in the reader's language."""

from django.utils.translation import get_language, gettext

from onderdak.kernel.text import Named, Text


def in_language(sentence: Text) -> str:
    """A sentence in the language in force, with its values filled in.

    A value that is itself a sentence is translated too.
    """
    filled = Text(
        sentence.msgid,
        {name: _in_language(value) for name, value in sentence.params.items()},
    )
    return filled.fill(gettext(sentence.msgid))


def _in_language(value: object) -> object:
    match value:
        case Text():
            return in_language(value)
        case Named():
            return value.said_in(get_language() or "nl")
        case _:
            return value
