"""When an item is asked: by what was answered so far."""

from collections.abc import Callable

from onderdak.supervision.inspections.kits.domain.shapes import Condition

Answer = Callable[[str], object]
"""What was answered to an item; None where nothing was, or two things were."""


def holds(condition: Condition | None, answer: Answer) -> bool:
    """Whether a condition is true; what is not known makes a comparison false."""
    if condition is None:
        return True
    match condition.how:
        case "all":
            return all(holds(part, answer) for part in condition.parts)
        case "any":
            return any(holds(part, answer) for part in condition.parts)
        case "not":
            return not holds(condition.parts[0], answer)
    return _compared(condition, answer(condition.item))


def _compared(condition: Condition, found: object) -> bool:
    if condition.how == "answered":
        return (found is not None) is bool(condition.value)
    if found is None:
        return False
    match condition.how:
        case "has":
            return isinstance(found, list | tuple) and condition.value in found
        case "at_least":
            return _number(found) >= _number(condition.value)
        case "at_most":
            return _number(found) <= _number(condition.value)
    # "Yes" is not the number one, as on the phone.
    return found == condition.value and type(found) is type(condition.value)


def _number(value: object) -> float:
    """A number as it was typed, with a comma or a point; no number is no match."""
    try:
        return float(str(value).strip().replace(",", "."))
    except ValueError:
        return float("nan")
