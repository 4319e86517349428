"""Writes a letter from its kind and its data: the Dutch one, and the summary beside it.

Nothing is looked up here: what the case says comes in, and blocks come out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from onderdak.foundation.documents.contract import (
    Block,
    bullets,
    facts,
    heading,
    paragraph,
    titled,
    written_date,
)
from onderdak.foundation.documents.contract import Part as LanguagePart
from onderdak.kernel.money import Cents, euros
from onderdak.supervision.enforcement.domain.letters import (
    LetterKind,
    Nature,
    Part,
    Remedy,
    Section,
    names_in,
)
from onderdak.supervision.enforcement.letters.words import (
    DUTCH,
    Summaries,
    dutch,
    summary_in,
)

# The rows of a summary, in this order; each is shown where the letter has its value.
ROWS: Final = (
    *("amount_cents", "maximum_cents", "rent_cents", "fee_cents"),
    *("mend_until", "compliance_until", "views_until", "payment_until"),
    *("reminder_until", "deferred_until", "response_until", "decide_until"),
    *("more_until", "starts_on", "effective_on", "ends_on", "ended_on"),
    *("publish_from", "tolerated_until", "last_day"),
)


_ENDS: Final = frozenset(".!?:;)")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding that the letter rests on, in Dutch."""

    title: str
    sentence: str
    article: str
    found_on: date
    place: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class LetterData:
    """All that one letter is made of.

    `dates` and `cents` are kept apart from `said`: each language writes them its way.
    `chosen` are the bare values of choices, by which sections are shown or left out.
    """

    kind: LetterKind
    case: str
    address: str
    town: str
    on: date
    language: str
    recipient: Sequence[str]
    remedy: Remedy
    power: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    cents: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    grounds: Sequence[Found] = ()
    own: str = ""
    edits: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    objections_to: str = ""
    counted: Sequence[str] = ()

    def values(self, language: str) -> dict[str, str]:
        """What fills the places in a sentence of a language."""
        return {
            **self.said,
            **{name: _written(day, language) for name, day in self.dates.items()},
            **{name: money(cents, language) for name, cents in self.cents.items()},
            "address": self.address,
            "case": self.case,
            "town": self.town,
            "contact": self.contact,
            "objections_to": self.objections_to
            or dutch().says["college"].format(town=self.town),
        }


@lru_cache(maxsize=1024)
def _written(day: date, language: str) -> str:
    """A day in words; a letter asks for the same few many times."""
    return written_date(day, language)


def money(cents: int, language: str) -> str:
    """An amount as it stands in a letter, its sign and number on one line."""
    written = euros(Cents(cents), "en" if language == "en" else DUTCH)
    return f"€\u00a0{written}"


def shown(section: Section, data: LetterData) -> bool:
    """Whether a section is said in this letter: its values are there."""
    if section.part is not None:
        return True
    if section.when and section.is_:
        if data.chosen.get(section.when) != section.is_:
            return False
    elif section.when and section.when not in data.chosen:
        return False
    return names_there(section, data)


def names_there(section: Section, data: LetterData) -> bool:
    """Whether every value that the words of a section ask for is there."""
    there = data.values(DUTCH)
    return all(there.get(name) for name in section.needs if name != section.when)


def subject(data: LetterData) -> str:
    """What the letter is about, in Dutch."""
    return data.kind.subject.format_map(data.values(DUTCH))


def parts(data: LetterData) -> list[LanguagePart]:
    """The Dutch letter, and the summary for who reads another language."""
    dutch_part = LanguagePart(
        language=DUTCH,
        subject=subject(data),
        salutation=dutch().says["salutation"],
        closing=dutch().says["closing"],
        blocks=list(_dutch(data)),
    )
    if data.language.split("-")[0].lower() == DUTCH:
        return [dutch_part]
    return [dutch_part, _summary(data)]


def _dutch(data: LetterData) -> Iterator[Block]:
    say = dutch().says
    yield _short(data)
    for section in data.kind.sections:
        yield from _section(section, data)
    yield heading(say["law"])
    yield paragraph(_joined(data.kind.legal.words))
    if data.power and data.kind.nature is not Nature.NOTICE:
        yield paragraph(say["power"].format(power=data.power))
    if data.kind.punishes:
        yield heading(dutch().punished["title"])
        yield paragraph(dutch().punished["silence"].strip())
        yield paragraph(dutch().punished["interpreter"].strip())
    yield from _remedy(data)
    yield heading(say["questions"])
    key = "contact" if data.contact else "contact_none"
    reached = say[key].format_map(data.values(DUTCH))
    yield paragraph(f"{reached} {say['help']}")


def _short(data: LetterData) -> Block:
    told = [one for one in data.kind.short if names_there(one, data)]
    said = [one.words.format_map(data.values(DUTCH)) for one in told]
    return {"kind": "callout", "text": dutch().says["short"], "items": said}


def _section(section: Section, data: LetterData) -> Iterator[Block]:
    match section.part:
        case Part.FOUND:
            yield from _found(data)
        case Part.MEND:
            yield from _mend(section, data)
        case Part.OWN:
            yield from _own(section, data)
        case Part.FACTS | None:
            edited = data.edits.get(section.key)
            if edited or shown(section, data):
                if section.title:
                    yield heading(section.title)
                words = edited or section.words.format_map(data.values(DUTCH))
                yield from _paragraphs(words)


def _found(data: LetterData) -> Iterator[Block]:
    if not data.grounds:
        return
    say = dutch().says
    yield heading(say["found"])
    day = max(one.found_on for one in data.grounds)
    yield paragraph(
        say["found_on"].format(day=written_date(day, DUTCH), address=data.address)
    )
    for one in data.grounds:
        where = f" ({one.place})" if one.place else ""
        rule = say["rule"].format(article=one.article)
        yield titled(
            f"{one.title}{where}", f"{one.sentence} {rule}.".replace("..", ".")
        )


def _mend(section: Section, data: LetterData) -> Iterator[Block]:
    ways = [one.mend for one in data.grounds if one.mend]
    if ways:
        yield heading(section.title or dutch().says["mend"])
        yield bullets(*dict.fromkeys(ways))


def _own(section: Section, data: LetterData) -> Iterator[Block]:
    if data.own:
        usual = "own_intent" if data.kind.nature is Nature.INTENT else "own"
        yield heading(section.title or dutch().says[usual])
        yield from _paragraphs(data.own)


def _remedy(data: LetterData) -> Iterator[Block]:
    clause = dutch().remedies[data.remedy.value]
    values = data.values(DUTCH)
    yield heading(clause["title"])
    said = [_joined(one) for one in clause["say"]]
    for one in said:
        yield paragraph(one.format_map(values))


def _paragraphs(words: str) -> Iterator[Block]:
    for one in words.split("\n"):
        if one.strip():
            yield paragraph(_ended(one.strip()))


def _ended(words: str) -> str:
    """A sentence with one full stop behind it, also where its last word brings one."""
    once = words.replace("..", ".")
    return once if once[-1] in _ENDS else f"{once}."


def _joined(words: str) -> str:
    return " ".join(words.split())


def _summary(data: LetterData) -> LanguagePart:
    texts, missed = summary_in(data.language)
    code = texts.language.code
    return LanguagePart(
        language=code,
        subject=texts.says["subject"],
        blocks=list(_summary_blocks(data, texts, missed.name if missed else "")),
        unreviewed=not texts.reviewed,
    )


def _summary_blocks(data: LetterData, texts: Summaries, missed: str) -> Iterator[Block]:
    say, values = texts.says, data.values(texts.language.code)
    if missed:
        yield paragraph(say["fallback"].format(language=missed))
    yield paragraph(say["intro"])
    yield heading(say["what"])
    for one in texts.kinds[data.kind.kind]:
        yield paragraph(one)
    remedy = say[f"remedy_{data.remedy}"]
    told = data.kind.names() | names_in(remedy)
    rows = [
        *((say["about"], data.address), (say["reference"], data.case)),
        *((texts.labels[key], values[key]) for key in ROWS if key in told & {*values}),
    ]
    yield facts(*rows)
    if "ends_stay" in told and data.chosen.get("ends_stay") == "yes":
        yield paragraph(say["people"])
    if data.kind.punishes:
        yield heading(say["punished"])
        yield paragraph(say["silence"])
        yield paragraph(say["interpreter"])
    yield heading(say["disagree"])
    yield paragraph(_ended(remedy.format_map(values)))
    yield heading(say["questions"])
    key = "contact" if data.contact else "contact_none"
    yield paragraph(f"{say[key].format_map(values)} {say['help']}")
