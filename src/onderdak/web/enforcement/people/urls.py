"""Where the pages of people, of the choice of instrument and of evidence are found."""

from django.urls import path

from onderdak.web.enforcement.people import (
    acts,
    choosing,
    evidence,
    one,
    telling,
    urgent,
)

_CASE = "enforcement/cases/<str:number>/"
_HERE = _CASE + "people/"
_TASK = _HERE + "urgent/<int:task>/"

urlpatterns = [
    path("enforcement/urgent/", urgent.urgent, name="enforcement_urgent"),
    path(_HERE, one.case_people, name="enforcement_case_people"),
    path(_HERE + "count/", acts.count, name="enforcement_count"),
    path(_HERE + "where/", acts.rehouse, name="enforcement_rehouse"),
    path(_HERE + "hold/", acts.hold, name="enforcement_hold"),
    path(_HERE + "held/<int:hold>/release/", acts.release, name="enforcement_release"),
    path(_HERE + "tell/", telling.tell, name="enforcement_tell"),
    path(_HERE + "told/<int:telling>/", telling.told, name="enforcement_told"),
    path(_HERE + "care/", telling.care, name="enforcement_care"),
    path(_HERE + "care-arranged/", telling.arranged, name="enforcement_care_arranged"),
    path(_TASK + "settle/", urgent.settle, name="enforcement_settle"),
    path(_TASK + "on-site/", urgent.on_site, name="enforcement_on_site"),
    path(_CASE + "choose/", choosing.choose, name="enforcement_choose"),
    path(_CASE + "evidence/", evidence.evidence, name="enforcement_evidence"),
]
