"""What the picture lets go when it is past its term, in this order."""

from onderdak.foundation.privacy.contract import DestroyingRoom

PICTURE = DestroyingRoom(
    "picture",
    (
        "picture_signal",
        "picture_doubt",
        "picture_explained",
        "picture_deliveredfile",
        "picture_delivery",
        "picture_worked",
        "picture_choice",
        "picture_rankedaddress",
        "picture_rankingrun",
        "picture_outcome",
        "picture_assessment",
        "picture_pointset",
        "picture_pointswitch",
        "picture_rankingsetting",
    ),
)
# Looks go by the term of all logs.
VIEWS = DestroyingRoom("audit", ("picture_view",))
DESTROYING = (PICTURE, VIEWS)
