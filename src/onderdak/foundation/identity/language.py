"""Sentences of the rooms in the reader's language."""

from django.utils.translation import gettext

from onderdak.kernel.text import Text


def in_language(sentence: Text) -> str:
    """A sentence in the language in force, with its values filled in.

    A value that is itself a sentence is translated too.
    """
    filled = Text(
        sentence.msgid,
        {
            name: in_language(value) if isinstance(value, Text) else value
            for name, value in sentence.params.items()
        },
    )
    return filled.fill(gettext(sentence.msgid))
