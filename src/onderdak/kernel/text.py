"""Sentences for people, kept apart from their translation.

Pure code says what is the matter in English with named places; the doors (pages,
letters, command line) look the sentence up in the language of the reader and then
fill it in::

    >>> str(text("Room %(room)s is full.", room="1.04"))
    'Room 1.04 is full.'
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_PLACE = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence that can still be translated: the message and what fills it."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def fill(self, translated_msgid: str) -> str:
        """Give the sentence in a translation, with the same values filled in.

        A sentence without values is taken literally, so "100%" needs no escape.
        """
        return translated_msgid % self.params if self.params else translated_msgid

    def __str__(self) -> str:
        return self.fill(self.msgid)


@dataclass(frozen=True, slots=True)
class Named:
    """A name that data of the law or of policy gives in Dutch and in English."""

    dutch: str
    english: str

    def said_in(self, language: str) -> str:
        """Give it in Dutch to who reads Dutch, and in English to everyone else."""
        return self.dutch if language[:2] == "nl" else self.english

    def __str__(self) -> str:
        return self.english


def named(words: Mapping[str, str], usual: str) -> Named:
    """Take a name from its words by language; what it lacks is the usual word."""
    dutch = words.get("nl", usual)
    return Named(dutch, words.get("en", dutch))


def text(msgid: str, /, **params: object) -> Text:
    """Write a sentence with its values; a value that is missing is found at once."""
    missing = sorted(set(_PLACE.findall(msgid)) - params.keys())
    if missing:
        raise ValueError(f"{msgid!r} has no value for {', '.join(missing)}")
    return Text(msgid, params)


def msgid(literal: str, /) -> str:
    """Mark a sentence in a table for translation; it is made a `Text` later."""
    return literal
