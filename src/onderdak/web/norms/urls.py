"""Where the pages of the norms are found."""

from django.urls import path, re_path

from onderdak.web.norms import listing, packs, paying, showing

urlpatterns = [
    path("norms/", listing.norms, name="norms"),
    path("norms/export.csv", listing.norms_csv, name="norms_csv"),
    path("norms/export.xlsx", listing.norms_xlsx, name="norms_xlsx"),
    path("norms/pack.json", packs.norms_pack, name="norms_pack"),
    re_path(r"^norms/(?P<rule>[A-Z][0-9]{2})/$", showing.norm, name="norm"),
    path("pay/", paying.pay, name="pay"),
]
