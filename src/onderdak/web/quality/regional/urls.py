"""Where the regional certificate is found."""

from django.urls import path

from onderdak.web.quality.regional import lists, views

urlpatterns = [
    path("regional/", lists.regional_list, name="regional_list"),
    path("regional/<int:pk>/", views.regional, name="regional"),
    path("regional/<int:pk>/assess/", views.assess, name="regional_assess"),
    path("regional/<int:pk>/decide/", views.decide, name="regional_decide"),
    path("regional/<int:pk>/take-back/", views.retract, name="regional_retract"),
    path(
        "regional/decisions/<int:pk>/letter.pdf", views.letter, name="regional_letter"
    ),
    path("locations/<int:pk>/regional/", views.apply, name="regional_apply"),
]
