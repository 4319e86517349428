"""What chain partners are called."""

from django.utils.translation import gettext_lazy as _

from onderdak.supervision.desk.contract.partners import Partner

PARTNERS = {
    Partner.POLICE: _("Police"),
    Partner.CORPORATION: _("Housing corporation"),
    Partner.WASTE_TEAM: _("Waste team"),
    Partner.UTILITY: _("Utility company"),
    Partner.UWV_WAGES: _("UWV: a signal on wages"),
    Partner.UWV_HOUSING: _("UWV: a signal on the housing requirement"),
    Partner.SNF: _("SNF: an alert"),
    Partner.INSPECTORATE: _("Netherlands Labour Authority: feedback"),
    Partner.OTHER: _("Another partner"),
}
