"""What the values of agreements are called on a page."""

from django.utils.translation import gettext_lazy as _

from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementDuty,
    AgreementEnd,
    AgreementParty,
    AgreementProof,
    TermState,
)

KINDS = {
    Agreement.Kind.COVENANT: _("Covenant"),
    Agreement.Kind.REGISTRATION: _("Registration agreement"),
    Agreement.Kind.CERTIFICATE: _("Certificate covenant"),
    Agreement.Kind.RESERVE_ROOMS: _("Reserve rooms"),
    Agreement.Kind.LSI_RIEC: _("LSI or RIEC covenant"),
}
PARTS = {
    AgreementParty.Part.MUNICIPALITY: _("municipality"),
    AgreementParty.Part.REGION: _("region"),
    AgreementParty.Part.PROVIDER: _("provider"),
    AgreementParty.Part.AGENCY: _("agency"),
    AgreementParty.Part.EMPLOYER: _("employer"),
    AgreementParty.Part.OWNER: _("owner"),
    AgreementParty.Part.CERTIFIER: _("certifying body"),
    AgreementParty.Part.PARTNER: _("chain partner"),
}
EVERY = {
    AgreementDuty.Every.WEEK: _("every week"),
    AgreementDuty.Every.MONTH: _("every month"),
    AgreementDuty.Every.QUARTER: _("every quarter"),
    AgreementDuty.Every.HALF_YEAR: _("every half year"),
    AgreementDuty.Every.YEAR: _("every year"),
}
PROOFS = {
    AgreementProof.Kind.SIGNED_TEXT: _("signed text"),
    AgreementProof.Kind.CERTIFICATE: _("certificate"),
    AgreementProof.Kind.REPORT: _("report"),
    AgreementProof.Kind.INSPECTION: _("inspection"),
    AgreementProof.Kind.STATEMENT: _("statement"),
}
HOW = {
    AgreementEnd.How.EXPIRED: _("the term ran out"),
    AgreementEnd.How.NOTICE: _("notice was given"),
    AgreementEnd.How.TOGETHER: _("the parties ended it together"),
    AgreementEnd.How.BREACH: _("it was not kept"),
    AgreementEnd.How.REPLACED: _("another agreement took its place"),
}
STATES = {
    TermState.IN_FORCE: _("in force"),
    TermState.AHEAD: _("still to begin"),
    TermState.EXPIRED: _("run out"),
    TermState.ENDED: _("ended"),
}
TAGS = {
    TermState.IN_FORCE: "success",
    TermState.AHEAD: "info",
    TermState.EXPIRED: "warning",
    TermState.ENDED: "",
}
