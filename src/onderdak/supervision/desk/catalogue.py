"""The data files of this room: the questions, and the categories to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from onderdak.supervision.desk.domain.kinds import LEAVES_NOTHING, Kind
from onderdak.supervision.desk.domain.questions import Question, read_questions
from onderdak.supervision.desk.texts import desk_texts

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class FirstCategory:
    """A category that a desk begins with."""

    key: str
    kind: Kind
    ground: str
    term_working_days: int
    names: Mapping[str, str]

    @property
    def leaves_nothing(self) -> bool:
        """Whether whoever reports this may be watched."""
        return self.kind in LEAVES_NOTHING


@cache
def questions() -> Mapping[Kind, tuple[Question, ...]]:
    """The questions of every kind of report."""
    content = yaml.safe_load((_HERE / "questions.yaml").read_text(encoding="utf-8"))
    return read_questions(content)


@cache
def first_categories() -> tuple[FirstCategory, ...]:
    """The categories of a desk that is set up now, in the order of the form."""
    content = yaml.safe_load((_HERE / "categories.yaml").read_text(encoding="utf-8"))
    return tuple(
        FirstCategory(
            key=each["key"],
            kind=Kind(each["kind"]),
            ground=each["ground"],
            term_working_days=int(each["term_working_days"]),
            names={
                code: spoken[f"cat_{each['kind']}"]
                for code, spoken in desk_texts().items()
            },
        )
        for each in content
    )
