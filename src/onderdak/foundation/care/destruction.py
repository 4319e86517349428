"""What goes from this room: closed tasks past the term, with their steps."""

from onderdak.foundation.privacy.contract import DestroyingRoom

CARE = DestroyingRoom("care", ("care_caretask",))
