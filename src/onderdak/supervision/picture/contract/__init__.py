"""The door of the picture: what is known of addresses, and taking in signals."""

from onderdak.supervision.picture.deliveries import (
    Preview,
    deliveries_of,
    delivery_for,
    preview_of,
    roles_in,
)
from onderdak.supervision.picture.delivery_actions import (
    leave_delivery,
    receive_signals,
    record_signals,
)
from onderdak.supervision.picture.destruction import DESTROYING
from onderdak.supervision.picture.domain.known import (
    Euros,
    Explained,
    Known,
    Picture,
    Section,
    State,
)
from onderdak.supervision.picture.domain.neighbourhoods import (
    NOWHERE,
    Counts,
    Measure,
    Neighbourhoods,
    Standing,
    total,
)
from onderdak.supervision.picture.domain.permissions import (
    EXPLAIN,
    LOG_HOURS,
    SEE_NEIGHBOURHOODS,
    SEE_PICTURE,
    SEE_SOURCES,
    SEE_VIEWS,
    TAKE_IN_SIGNALS,
)
from onderdak.supervision.picture.domain.prompts import Fits, OccupancyHint
from onderdak.supervision.picture.domain.signals import (
    Explanation,
    Fate,
    SignalLine,
)
from onderdak.supervision.picture.domain.sources import (
    BY_KEY,
    FILE_SOURCES,
    KINDS_BY_FILE,
    PURPOSE_NAMES,
    SOURCES,
    Kind,
    Purpose,
    Source,
    ValueKind,
    open_to,
    taken_in_by,
)
from onderdak.supervision.picture.domain.worked import (
    DAYS_BACK,
    MOST_QUARTERS,
    MOST_TALKS,
    Theme,
    WorkedHours,
)
from onderdak.supervision.picture.doubt_actions import decide_doubt
from onderdak.supervision.picture.doubts import (
    OpenDoubt,
    count_doubts,
    doubt_for,
    open_doubts,
)
from onderdak.supervision.picture.explaining_actions import explain_prompt
from onderdak.supervision.picture.listing import (
    Asked,
    Key,
    Listed,
    found_addresses,
    listed_addresses,
)
from onderdak.supervision.picture.models import Delivery, View, Worked
from onderdak.supervision.picture.neighbourhoods import (
    least_told,
    months_up_to,
    neighbourhoods_of,
    outside_of,
)
from onderdak.supervision.picture.picture import (
    address_for,
    look_at,
    purposes_here,
)
from onderdak.supervision.picture.plan import Planned
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.signal_file import FIELDS
from onderdak.supervision.picture.signal_row import BadPlace
from onderdak.supervision.picture.views import lookers, views_of
from onderdak.supervision.picture.working import (
    areas_of,
    log_hours,
    mend_hours,
    own_entry,
    own_hours,
    take_back_hours,
)

__all__ = [
    "BY_KEY",
    "DAYS_BACK",
    "DESTROYING",
    "EXPLAIN",
    "FIELDS",
    "FILE_SOURCES",
    "KINDS_BY_FILE",
    "LOG_HOURS",
    "MOST_QUARTERS",
    "MOST_TALKS",
    "NOWHERE",
    "PURPOSE_NAMES",
    "SEE_NEIGHBOURHOODS",
    "SEE_PICTURE",
    "SEE_SOURCES",
    "SEE_VIEWS",
    "SOURCES",
    "TAKE_IN_SIGNALS",
    "Asked",
    "BadPlace",
    "Counts",
    "Delivery",
    "Euros",
    "Explained",
    "Explanation",
    "Fate",
    "Fits",
    "Key",
    "Kind",
    "Known",
    "Listed",
    "Measure",
    "Neighbourhoods",
    "OccupancyHint",
    "OpenDoubt",
    "Picture",
    "Planned",
    "Preview",
    "Purpose",
    "Section",
    "SignalLine",
    "Source",
    "Standing",
    "State",
    "Theme",
    "ValueKind",
    "View",
    "Worked",
    "WorkedHours",
    "address_for",
    "areas_of",
    "count_doubts",
    "decide_doubt",
    "deliveries_of",
    "delivery_for",
    "doubt_for",
    "explain_prompt",
    "found_addresses",
    "least_told",
    "leave_delivery",
    "listed_addresses",
    "log_hours",
    "look_at",
    "lookers",
    "looking_for",
    "mend_hours",
    "months_up_to",
    "neighbourhoods_of",
    "open_doubts",
    "open_to",
    "outside_of",
    "own_entry",
    "own_hours",
    "preview_of",
    "purposes_here",
    "receive_signals",
    "record_signals",
    "roles_in",
    "take_back_hours",
    "taken_in_by",
    "total",
    "views_of",
]
