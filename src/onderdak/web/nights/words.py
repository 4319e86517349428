"""What the values of the register are called on a page."""

from django.utils.translation import gettext_lazy as _

from onderdak.foundation.parties.contract import PartAtAddress
from onderdak.foundation.privacy.contract import Ground
from onderdak.register.nights.contract import (
    Location,
)

KINDS = {
    Location.Kind.DWELLING: _("Dwelling"),
    Location.Kind.PENSION: _("Guest house"),
    Location.Kind.COMPLEX: _("Lodging building"),
    Location.Kind.PARK: _("Park"),
}
PARTS = {
    PartAtAddress.Part.OWNER: _("owner"),
    PartAtAddress.Part.LANDLORD: _("landlord"),
    PartAtAddress.Part.SITE_MANAGER: _("site manager"),
    PartAtAddress.Part.PROVIDER: _("provider"),
    PartAtAddress.Part.AGENCY: _("agency"),
    PartAtAddress.Part.EMPLOYER: _("employer"),
}
EVIDENCE = {
    PartAtAddress.Evidence.LAND_REGISTER: _("land register"),
    PartAtAddress.Evidence.CONTRACT: _("contract"),
    PartAtAddress.Evidence.OWN_STATEMENT: _("own statement"),
    PartAtAddress.Evidence.INSPECTION: _("inspection"),
    PartAtAddress.Evidence.COURT: _("judgment of a court"),
}
GROUNDS = {
    Ground.OWN_ENTRY: _("own entry"),
    Ground.PERSON_PRESENT: _("person at the desk"),
    Ground.THE_PERSON: _("access by the person"),
    Ground.ADDRESS_INVESTIGATION: _("address investigation"),
    Ground.CALAMITY: _("calamity"),
}


def source() -> str:
    """What the numbers of these pages come from."""
    return str(_("night register"))
