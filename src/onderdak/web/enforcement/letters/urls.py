"""Where the pages of letters are found."""

from django.urls import path

from onderdak.web.enforcement.letters import acts, lists, one, sending

_ONE = "enforcement/cases/<str:number>/letters/<int:letter>/"

urlpatterns = [
    path("enforcement/letters/", lists.letters, name="enforcement_letters"),
    path(_ONE, one.letter, name="enforcement_letter"),
    path(_ONE + "letter.pdf", one.letter_pdf, name="enforcement_letter_pdf"),
    path(_ONE + "change/", acts.change, name="enforcement_letter_change"),
    path(_ONE + "review/", acts.review, name="enforcement_letter_review"),
    path(_ONE + "send-back/", acts.back, name="enforcement_letter_send_back"),
    path(_ONE + "withdraw/", acts.withdraw, name="enforcement_letter_withdraw"),
    path(_ONE + "dispatch/", sending.dispatch, name="enforcement_letter_dispatch"),
    path(_ONE + "delivery/", sending.delivery, name="enforcement_letter_delivery"),
    path(_ONE + "again/", sending.again, name="enforcement_letter_again"),
    path(_ONE + "settle/", sending.settle, name="enforcement_letter_settle"),
]
