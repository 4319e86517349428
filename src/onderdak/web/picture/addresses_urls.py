"""Where the pages of addresses and their sources are found."""

from django.urls import path

from onderdak.web.picture import (
    address,
    doubting,
    lists,
    looks,
    mending,
    purpose,
    taking_in,
)

urlpatterns = [
    path("addresses/", lists.addresses, name="picture_addresses"),
    path("addresses/export.csv", lists.addresses_csv, name="picture_addresses_csv"),
    path("addresses/export.xlsx", lists.addresses_xlsx, name="picture_addresses_xlsx"),
    path("addresses/purpose/", purpose.purpose, name="picture_purpose"),
    path("addresses/<int:pk>/", address.address, name="picture"),
    path("addresses/<int:pk>/export.csv", address.address_csv, name="picture_csv"),
    path("addresses/<int:pk>/explain/", address.explain, name="picture_explain"),
    path("signals/", taking_in.sources, name="picture_sources"),
    path("signals/template.csv", taking_in.template_csv, name="picture_template"),
    path("signals/doubts/", doubting.doubts, name="picture_doubts"),
    path("signals/doubts/<int:pk>/", doubting.doubt, name="picture_doubt"),
    path("signals/<int:pk>/", taking_in.delivery, name="picture_delivery"),
    path("signals/<int:pk>/record/", taking_in.record, name="picture_delivery_record"),
    path("signals/<int:pk>/leave/", taking_in.leave, name="picture_delivery_leave"),
    path(
        "signals/<int:pk>/take-back/",
        mending.delivery,
        name="picture_delivery_take_back",
    ),
    path("signals/one/<int:pk>/", mending.signal, name="picture_signal"),
    path("signals/one/<int:pk>/move/", mending.move, name="picture_signal_move"),
    path(
        "signals/doubts/<int:pk>/reopen/", doubting.reopen, name="picture_doubt_reopen"
    ),
    path("looks/", looks.looks, name="picture_looks"),
    path("looks/export.csv", looks.looks_csv, name="picture_looks_csv"),
]
