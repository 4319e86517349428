"""What goes from this room when it is past the term of the register."""

from onderdak.foundation.privacy.contract import DestroyingRoom

PHOTOS = DestroyingRoom("nights", ("quality_photo",))
