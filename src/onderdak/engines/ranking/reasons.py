"""What an indicator found, in words. The doors translate them."""

from collections.abc import Mapping

from onderdak.engines.ranking.catalogue import Catalogued, Unit
from onderdak.kernel.text import Text, text


def says(
    indicator: Catalogued, value: int | None, details: Mapping[str, object]
) -> Text:
    """Say what was found: fully when all details are known, or that it is unknown."""
    title = Text(indicator.title)
    if value is None:
        return text("%(title)s: not known", title=title)
    if value <= 0:
        return _nothing(indicator, title, value)
    if indicator.details and all(
        details.get(name) is not None for name in indicator.details
    ):
        return Text(indicator.says_fully, {**details, "value": value})
    return Text(indicator.says, {"value": value})


def _nothing(indicator: Catalogued, title: Text, value: int) -> Text:
    if indicator.unit is Unit.YES_NO:
        return text("%(title)s: no", title=title)
    return text("%(title)s: %(value)s", title=title, value=value)
