"""Who may do what with the ranking of addresses."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

_SUP, _ADMIN = Role.SUPERVISOR, Role.MUNICIPAL_ADMIN
_PRIVACY = Role.PRIVACY_OFFICER

SEE_RANKING = Permission("ranking.see", frozenset({_SUP}))
SEE_POINT_SETS = Permission("ranking.see_points", frozenset({_SUP, _ADMIN, _PRIVACY}))
SEE_EVIDENCE = Permission("ranking.see_evidence", frozenset({_SUP, _ADMIN, _PRIVACY}))
MAKE_POINT_SET = Permission("ranking.make_points", frozenset({_SUP, _ADMIN}))
ASSESS_POINT_SET = Permission("ranking.assess", frozenset({_PRIVACY}))
USE_POINT_SET = Permission("ranking.use_points", frozenset({_SUP, _ADMIN}))
# To switch off is always allowed to who watches over privacy as well.
SWITCH_RANKING = Permission("ranking.switch", frozenset({_SUP, _ADMIN, _PRIVACY}))
RUN_RANKING = Permission("ranking.run", frozenset({_SUP}))
EXPORT_FACTS = Permission("ranking.export_facts", frozenset({_SUP}))
CHOOSE = Permission("ranking.choose", frozenset({_SUP}))
RECORD_OUTCOMES = Permission("ranking.outcomes", frozenset({_SUP}))
