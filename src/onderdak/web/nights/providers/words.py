"""What the steps and concerns of the ladder are called on a page."""

from django.utils.translation import gettext_lazy as _

from onderdak.register.nights.contract.supervising import (
    Concern,
    Step,
)

STEPS = {
    Step.CAMPAIGN: _("information"),
    Step.REMINDER: _("reminder"),
    Step.TALK: _("talk"),
    Step.WARNING: _("warning"),
}
CONCERNS = {
    Concern.NEVER: _("never declared"),
    Concern.SILENT: _("stopped declaring"),
    Concern.LATE: _("declares late"),
    Concern.MISSED: _("nights not confirmed"),
}
