"""Looks at more than one address: written down as a look at one is."""

from collections.abc import Mapping, Sequence

from onderdak.foundation.identity.contract import Actor
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.models import View


def log_list(
    *,
    by: Actor,
    municipality: str,
    purpose: Purpose,
    sources: Sequence[str],
    addresses: int,
    asked: Mapping[str, str],
    how: View.How,
) -> None:
    """Write down that somebody saw a list of addresses, or had it as a file.

    Args:
        sources: what was told of the addresses.
        addresses: of how many.
        asked: which list it was; no words that somebody typed, they may be a name.
    """
    if not addresses:
        return
    View.objects.create(
        municipality_id=municipality,
        address=None,
        user_id=by.user_id,
        purpose=purpose.value,
        kinds=list(sources),
        how=how,
        asked=dict(asked),
        addresses=addresses,
    )
