"""The door of what quality tells by itself: mail, and counts for first pages."""

from onderdak.housing.quality.certificate_letters import tell_of_changed_certificate
from onderdak.housing.quality.domain.growth import LineKind
from onderdak.housing.quality.domain.permissions import SEE_QUALITY_OF_REGION
from onderdak.housing.quality.domain.tallies import Counted
from onderdak.housing.quality.tally_queries import Tally, region_tallies, tally_of
from onderdak.housing.quality.tallying import count_again, count_provider, count_town

COUNTED_AGAIN_AFTER = (
    "facts_stated",
    "certificate_recorded",
    "certificate_changed",
    "register_recorded",
    "regional_asked",
    "regional_retracted",
    "regional_assessed",
    "regional_granted",
    "regional_refused",
    "regional_withdrawn",
    "regional_returned",
    *(f"growth_{each}" for each in LineKind),
)
"""The events of this room after which first pages are counted again."""

__all__ = [
    "COUNTED_AGAIN_AFTER",
    "SEE_QUALITY_OF_REGION",
    "Counted",
    "Tally",
    "count_again",
    "count_provider",
    "count_town",
    "region_tallies",
    "tally_of",
    "tell_of_changed_certificate",
]
