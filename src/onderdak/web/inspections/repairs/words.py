"""How states of repairs and judgements are called."""

from typing import Final

from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract.after import Judged, RepairState

STATES: Final = {
    RepairState.OPEN: (gettext_lazy("open"), "warning"),
    RepairState.LATE: (gettext_lazy("past the last day"), "error"),
    RepairState.HANDED_IN: (gettext_lazy("proof to be judged"), "info"),
    RepairState.MENDED: (gettext_lazy("mended"), "success"),
}
JUDGED: Final = {
    Judged.MENDED: gettext_lazy("It is mended"),
    Judged.NOT_MENDED: gettext_lazy("It is not mended"),
}
