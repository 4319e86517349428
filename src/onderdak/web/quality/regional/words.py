"""How the regional certificate is spoken of on a page."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from onderdak.housing.quality.contract.regional import (
    Judged,
    Outcome,
    Proposal,
    RegionalState,
)

STATES: Final = {
    RegionalState.WAITS: _("to be assessed"),
    RegionalState.PROPOSED: _("to be decided"),
    RegionalState.GRANTED: _("granted"),
    RegionalState.EXPIRED: _("run out"),
    RegionalState.REFUSED: _("refused"),
    RegionalState.WITHDRAWN: _("withdrawn"),
    RegionalState.RETRACTED: _("taken back by the provider"),
}
STATE_TAGS: Final = {
    RegionalState.WAITS: "info",
    RegionalState.PROPOSED: "info",
    RegionalState.GRANTED: "success",
    RegionalState.EXPIRED: "warning",
    RegionalState.REFUSED: "warning",
    RegionalState.WITHDRAWN: "warning",
    RegionalState.RETRACTED: "",
}
JUDGED: Final = {
    Judged.MEETS: _("meets"),
    Judged.BREACHES: _("does not meet"),
    Judged.CANNOT_JUDGE: _("cannot be judged"),
    Judged.NOT_APPLICABLE: _("does not apply"),
    Judged.BY_HAND: _("judged by a person"),
}
JUDGED_TAGS: Final = {
    Judged.MEETS: "success",
    Judged.BREACHES: "warning",
    Judged.CANNOT_JUDGE: "info",
    Judged.NOT_APPLICABLE: "",
    Judged.BY_HAND: "info",
}
PROPOSALS: Final = {
    Proposal.GRANT: _("Grant the certificate"),
    Proposal.REFUSE: _("Refuse the certificate"),
    Proposal.WITHDRAW: _("Withdraw the certificate"),
}
PROPOSED: Final = {
    Proposal.GRANT: _("proposed to grant"),
    Proposal.REFUSE: _("proposed to refuse"),
    Proposal.WITHDRAW: _("proposed to withdraw"),
}
OUTCOMES: Final = {
    Outcome.GRANTED: _("granted"),
    Outcome.REFUSED: _("refused"),
    Outcome.WITHDRAWN: _("withdrawn"),
    Outcome.RETURNED: _("sent back to be assessed again"),
}
