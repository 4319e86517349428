"""Guards of who stays: that nobody has to leave is explained where people sleep."""

from collections.abc import Iterator

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.guarding.asked import Asked


def stay_explained(asked: Asked) -> Iterator[Text]:
    """Rule G22: where people were counted, or nobody looked, 'no' has its reason."""
    leaves, people = asked.facts.get("ends_stay"), asked.values.people
    if leaves is not False or people == 0 or asked.word("stay_reason"):
        return
    if people is None:
        yield text("Nobody counted who sleeps there: say why nobody has to leave.")
    else:
        yield text(
            "%(people)s people were counted: say why nobody has to leave.",
            people=people,
        )
