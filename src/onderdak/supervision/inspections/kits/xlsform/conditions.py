"""Conditions as XPath, and back: the part of XPath that a checklist can keep."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from onderdak.supervision.inspections.kits.domain.shapes import (
    MEASURED,
    Condition,
    Item,
    ItemKind,
)
from onderdak.supervision.inspections.kits.xlsform.columns import TICKED

_TOKEN: Final = re.compile(
    r"\s*(?:(\$\{[A-Za-z_][\w.-]*\})|('[^']*'|\"[^\"]*\")|(-?\d+(?:\.\d+)?)"
    r"|(>=|<=|!=|=|>|<|\(|\)|,)|(and|or|not|selected)\b|(\.)(?!\w))"
)
LONGEST: Final = 2_000
DEEPEST: Final = 20
_TURNED: Final = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "=", "!=": "!="}


class NotKept(ValueError):
    """An expression that a checklist cannot keep."""


def as_xpath(condition: Condition, items: Mapping[str, Item]) -> str:
    """A condition as XLSForm writes it."""
    joined = {"all": " and ", "any": " or "}
    if condition.how in joined:
        parts = [f"({as_xpath(part, items)})" for part in condition.parts]
        return joined[condition.how].join(parts)
    if condition.how == "not":
        return f"not({as_xpath(condition.parts[0], items)})"
    name = f"${{{condition.item}}}"
    match condition.how:
        case "answered":
            return f"{name} {'!=' if condition.value else '='} ''"
        case "has":
            return f"selected({name}, '{condition.value}')"
        case "at_least":
            return f"{name} >= {condition.value}"
        case "at_most":
            return f"{name} <= {condition.value}"
    return f"{name} = '{_written(condition.value, items[condition.item])}'"


def _written(value: object, item: Item) -> object:
    if item.kind is ItemKind.TRUTH:
        return "yes" if value else "no"
    if item.kind in (ItemKind.STEP, ItemKind.SIGN):
        return TICKED if value else "no"
    return value


def from_xpath(expression: str, items: Mapping[str, Item]) -> Condition:
    """The condition that an expression says.

    Raises:
        NotKept: it says something that a checklist cannot keep.
    """
    reader = _Reader(_tokens(expression), items)
    condition = reader.either()
    if reader.left():
        raise NotKept(reader.peek())
    return condition


def bounds(expression: str) -> tuple[int | None, int | None]:
    """The lowest and highest number that a constraint such as `. >= 1` allows.

    Raises:
        NotKept: it says something else.
    """
    least = most = None
    for part in re.split(r"\s+and\s+", expression.strip().strip("()")):
        found = re.fullmatch(r"\(?\s*\.\s*(>=|<=)\s*(-?\d+)\s*\)?", part.strip())
        if found is None:
            raise NotKept(part)
        if found[1] == ">=":
            least = int(found[2])
        else:
            most = int(found[2])
    return least, most


def as_constraint(least: int | None, most: int | None) -> str:
    """Bounds as XLSForm writes them."""
    parts = [f". >= {least}"] if least is not None else []
    return " and ".join([*parts, *([f". <= {most}"] if most is not None else [])])


def _tokens(expression: str) -> list[str]:
    if len(expression) > LONGEST:
        raise NotKept(expression[:40])
    tokens, at = [], 0
    while expression[at:].strip():
        found = _TOKEN.match(expression, at)
        if found is None:
            raise NotKept(expression[at : at + 40].strip())
        tokens.append(found.group(0).strip())
        at = found.end()
    return tokens


@dataclass
class _Reader:
    """Reads tokens from the left; each method reads one kind of expression."""

    tokens: list[str]
    items: Mapping[str, Item]
    at: int = 0
    depth: int = 0

    def left(self) -> bool:
        return self.at < len(self.tokens)

    def peek(self) -> str:
        return self.tokens[self.at] if self.left() else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise NotKept(token or wanted)
        self.at += 1
        return token

    def either(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotKept("(")
        parts = [self.both()]
        while self.peek() == "or":
            self.take()
            parts.append(self.both())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Condition("any", parts=tuple(parts))

    def both(self) -> Condition:
        parts = [self.one()]
        while self.peek() == "and":
            self.take()
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Condition("all", parts=tuple(parts))

    def one(self) -> Condition:
        match self.peek():
            case "(":
                return self.inner()
            case "not":
                self.take()
                return Condition("not", parts=(self.inner(),))
            case "selected":
                return self.selected()
        return self.comparison()

    def inner(self) -> Condition:
        self.take("(")
        condition = self.either()
        self.take(")")
        return condition

    def selected(self) -> Condition:
        self.take("selected")
        self.take("(")
        item = self.item(self.take())
        self.take(",")
        value = _unquoted(self.take())
        self.take(")")
        if item.kind is ItemKind.WORDS:
            return Condition("has", item.key, value)
        return self.compared(item, "=", f"'{value}'")

    def comparison(self) -> Condition:
        left, sign, right = self.take(), self.take(), self.take()
        if sign not in _TURNED:
            raise NotKept(sign)
        if right.startswith("$"):
            left, sign, right = right, _TURNED[sign], left
        return self.compared(self.item(left), sign, right)

    def item(self, token: str) -> Item:
        if not token.startswith("${"):
            raise NotKept(token)
        found = self.items.get(token[2:-1])
        if found is None:
            raise NotKept(token)
        return found

    def compared(self, item: Item, sign: str, right: str) -> Condition:
        if right in ("''", '""') and sign in ("=", "!="):
            return Condition("answered", item.key, sign == "!=")
        if item.kind in MEASURED:
            return _measured(item, sign, right)
        if sign not in ("=", "!=") or right[0] not in "'\"":
            raise NotKept(f"{sign} {right}")
        condition = Condition("is", item.key, _value(item, _unquoted(right)))
        return condition if sign == "=" else Condition("not", parts=(condition,))


def _measured(item: Item, sign: str, right: str) -> Condition:
    number = _number(_unquoted(right))
    least, most = (
        Condition("at_least", item.key, number),
        Condition("at_most", item.key, number),
    )
    match sign:
        case ">=":
            return least
        case "<=":
            return most
        case "=":
            return Condition("all", parts=(least, most))
        case "!=":
            return Condition("not", parts=(Condition("all", parts=(least, most)),))
    if item.kind is ItemKind.COUNT and isinstance(number, int):
        step = 1 if sign == ">" else -1
        how = "at_least" if sign == ">" else "at_most"
        return Condition(how, item.key, number + step)
    raise NotKept(f"{sign} {right}")


def _number(words: str) -> int | str:
    if re.fullmatch(r"-?\d+", words):
        return int(words)
    if re.fullmatch(r"-?\d+\.\d+", words):
        return words
    raise NotKept(words)


def _value(item: Item, words: str) -> object:
    if item.kind is ItemKind.TRUTH and words in ("yes", "no"):
        return words == "yes"
    if item.kind in (ItemKind.STEP, ItemKind.SIGN) and words in (TICKED, "no"):
        return words == TICKED
    if item.kind is ItemKind.WORD and words in {option.key for option in item.options}:
        return words
    raise NotKept(f"'{words}'")


def _unquoted(token: str) -> str:
    return token[1:-1] if token[:1] in "'\"" else token
