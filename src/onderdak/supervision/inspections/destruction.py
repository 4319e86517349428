"""What goes from this room: visits past their term, with all that belongs to them."""

from onderdak.foundation.privacy.contract import DestroyingRoom

VISITS = DestroyingRoom("inspections", ("inspections_visit",), by_row=True)
