"""A row of the survey as an item of a checklist."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from onderdak.kernel.text import msgid, text
from onderdak.rules.expressions.dimensions import UNITS
from onderdak.rules.locations.catalogue import Catalogue, Fact, Of
from onderdak.supervision.inspections.kits.domain.paths import path_of, told_by
from onderdak.supervision.inspections.kits.domain.shapes import (
    CHOSEN,
    MEASURED,
    ROLES,
    Each,
    Item,
    ItemKind,
    Option,
    PartName,
)
from onderdak.supervision.inspections.kits.xlsform.columns import SPOKEN, YES_NO, Row
from onderdak.supervision.inspections.kits.xlsform.conditions import NotKept, bounds
from onderdak.supervision.inspections.kits.xlsform.marks import (
    Gathered,
    both_languages,
    marked,
    said_yes,
    words_of,
)

Lists = Mapping[str, Mapping[str, tuple[int, Row]]]
_PLAIN: Final = {
    "integer": ItemKind.COUNT,
    "int": ItemKind.COUNT,
    "decimal": ItemKind.AREA,
    "text": ItemKind.TEXT,
    "string": ItemKind.TEXT,
    "date": ItemKind.DATE,
    "time": ItemKind.TIME,
    "acknowledge": ItemKind.STEP,
    "trigger": ItemKind.STEP,
    "note": ItemKind.NOTE,
    "image": ItemKind.STEP,
    "photo": ItemKind.STEP,
}
_OF: Final = {Of.LOCATION: Each.VISIT, Of.UNIT: Each.UNIT, Of.ROOM: Each.ROOM}
_DECIMALS: Final = MEASURED - {ItemKind.COUNT}
_FITS: Final = {
    "integer": {ItemKind.COUNT},
    "decimal": _DECIMALS,
    "text": {ItemKind.TEXT},
    "acknowledge": {ItemKind.STEP},
}


@dataclass
class Rows:
    """Reads rows of one file; what is wrong is gathered."""

    catalogue: Catalogue
    lists: Lists
    to: Gathered

    def item(self, number: int, row: Row, part: PartName, each: Each) -> Item | None:
        """The item of a row; None where its type cannot be kept."""
        kind = self.kind(number, row)
        if kind is None:
            return None
        key = row.get("name", "")
        fact = self.fact(number, row, each)
        least, most = self.bounds(number, row)
        unit = self.unit(number, row, kind, fact)
        sealed = said_yes(row, "sealed")
        if sealed and each is not Each.PERSON:
            self.to.wrong(
                number, "sealed", msgid("Only what a resident tells is sealed.")
            )
        if not both_languages(row, "label"):
            self.to.left_out(
                text("Some words are there in one language; it serves for both.")
            )
        path = None if kind is ItemKind.NOTE else path_of(part, each, key, fact)
        return Item(
            key=key,
            kind=kind,
            path=f"statement/{{person}}/{key}" if sealed else path,
            title=words_of(row, "label"),
            help=words_of(row, "hint") or None,
            unit=unit,
            least=least,
            most=most,
            options=self.options(number, row, kind),
            photo=row["type"].strip() in ("image", "photo"),
            fine=said_yes(row, "fine"),
            text=marked(row, "text") or None,
            law=marked(row, "law"),
            role=self.role(number, row),
            fact=fact.path if fact else None,
            sealed=sealed,
        )

    def kind(self, number: int, row: Row) -> ItemKind | None:
        """What is typed for a row, by its type and by our own mark."""
        words = row.get("type", "").split()
        base = words[0].lower() if words else ""
        if base in ("select_one", "select_multiple") and len(words) == 2:
            return self.chosen(number, base, words[1])
        kind = _PLAIN.get(base) if len(words) == 1 else None
        if kind is None:
            self.to.wrong(
                number,
                "type",
                msgid("A checklist has no questions of the type '%(type)s'."),
                type=row.get("type", ""),
            )
            return None
        said = marked(row, "kind")
        if said and said in {each.value for each in _FITS.get(base, ())}:
            return ItemKind(said)
        return kind

    def chosen(self, number: int, base: str, name: str) -> ItemKind | None:
        """A choice; from the list of languages it is what was read aloud."""
        if name == SPOKEN:
            return ItemKind.READ
        if name not in self.lists:
            self.to.wrong(
                number, "type", msgid("There is no list %(name)s."), name=name
            )
            return None
        if base == "select_one" and set(self.lists[name]) == {"yes", "no"}:
            return ItemKind.TRUTH
        return ItemKind.WORD if base == "select_one" else ItemKind.WORDS

    def fact(self, number: int, row: Row, each: Each) -> Fact | None:
        """The fact that a row is tied to, if it is."""
        path = marked(row, "fact")
        if not path:
            return None
        if path not in self.catalogue:
            self.to.wrong(
                number, "fact", msgid("There is no fact %(fact)s."), fact=path
            )
            return None
        fact = self.catalogue.fact(path)
        told = told_by(fact)
        if _OF[fact.of] is not each:
            self.to.wrong(
                number, "fact", msgid("%(fact)s belongs to another part."), fact=path
            )
        kind = self.kind(number, row)
        if kind is not None and kind != told["kind"]:
            self.to.wrong(
                number, "type", msgid("%(fact)s is typed in another way."), fact=path
            )
        elif kind in CHOSEN:
            mine = {option.key for option in self.options(number, row, ItemKind(kind))}
            if not mine <= set(told["options"]):
                self.to.wrong(
                    number, "type", msgid("%(fact)s has other answers."), fact=path
                )
        return fact

    def unit(
        self, number: int, row: Row, kind: ItemKind, fact: Fact | None
    ) -> str | None:
        """The unit of what is measured."""
        unit = marked(row, "unit")
        if kind not in _DECIMALS or kind is ItemKind.MONEY:
            return unit or None
        if unit not in UNITS or UNITS[unit].dimension.value != kind.value:
            self.to.wrong(
                number, "unit", msgid("Say in which unit this is measured, such as m2.")
            )
        elif fact and fact.unit != unit:
            self.to.wrong(
                number,
                "unit",
                msgid("%(fact)s is measured in %(unit)s."),
                fact=fact.path,
                unit=fact.unit,
            )
        return unit or None

    def bounds(self, number: int, row: Row) -> tuple[int | None, int | None]:
        """The lowest and highest number of a constraint."""
        expression = row.get("constraint", "")
        if not expression:
            return None, None
        try:
            return bounds(expression)
        except NotKept as fault:
            self.to.wrong(
                number,
                "constraint",
                msgid(
                    "A checklist keeps only bounds such as '. >= 1', not '%(part)s'."
                ),
                part=str(fault),
            )
            return None, None

    def options(self, number: int, row: Row, kind: ItemKind) -> tuple[Option, ...]:
        """The answers to choose from."""
        if kind not in CHOSEN:
            return ()
        name = row["type"].split()[1]
        return tuple(
            Option(key, words_of(choice, "label"))
            for key, (_, choice) in self.lists[name].items()
            if name != YES_NO
        )

    def role(self, number: int, row: Row) -> str:
        """Whose task it is."""
        role = marked(row, "role")
        if role and role not in ROLES:
            self.to.wrong(
                number, "role", msgid("There is no role %(role)s."), role=role
            )
        return role
