"""Whatever people are called, their letter can be made."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onderdak.foundation.documents.contract import LETTER, Letter, Part, Sender, render
from onderdak.kernel.languages import LANGUAGES
from tests.integration.documents.reading import opened

ON = date(2026, 1, 1)
ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=12)
# Marks, joiners and directions are where fonts fail: they get half of the attempts.
TROUBLE = st.text(
    st.sampled_from("aé\u0301\u0323\n\u200c\u200d\u200f\u0627\u0651\u064b\u0915\u094d"
                    "\u1205\u4e2d\u0e01\u202e\u2068\ufe0f\U0001f600\ud800 "),
    max_size=8,
)  # fmt: skip


@given(
    names=st.lists(ANYTHING | TROUBLE, min_size=1, max_size=8),
    code=st.sampled_from(sorted(LANGUAGES)),
)
@settings(deadline=None, max_examples=150)
def test_a_letter_is_made_whatever_the_names_are(names: list[str], code: str) -> None:
    data = Letter(Sender("G"), names, (Part(code, "x", names),), names[0])
    made = render(LETTER, data, language=code, title=f"x{names[0]}", on=ON)
    with opened(made.pdf) as document:
        assert len(document.pages) >= 1
