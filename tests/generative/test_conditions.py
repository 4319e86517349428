"""What decides whether a question is asked is the same on the phone and the server."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onderdak.supervision.inspections.contract.kits import Condition, holds
from onderdak.supervision.inspections.kits.domain.written import condition_json

_HERE = Path(__file__).parent
_KIT = _HERE.parents[1] / "src/onderdak/web/pages/static/onderdak/visit/screens/kit.mjs"
_ITEMS = ("a", "b", "c")
_TYPED = st.one_of(
    st.booleans(),
    st.integers(-3, 9),
    st.sampled_from(["2", "2,5", " 3.0 ", "", "veel", "x", "3 kamers"]),
    st.lists(st.sampled_from(["x", "y"]), max_size=2),
)
_COMPARED = st.one_of(
    st.builds(Condition, st.just("is"), st.sampled_from(_ITEMS), st.booleans()),
    st.builds(Condition, st.just("is"), st.sampled_from(_ITEMS), st.just("x")),
    st.builds(Condition, st.just("has"), st.sampled_from(_ITEMS), st.just("x")),
    st.builds(
        Condition,
        st.sampled_from(["at_least", "at_most"]),
        st.sampled_from(_ITEMS),
        st.integers(0, 5) | st.just("2.5"),
    ),
    st.builds(Condition, st.just("answered"), st.sampled_from(_ITEMS), st.booleans()),
)
_CONDITIONS = st.recursive(
    _COMPARED,
    lambda inner: st.one_of(
        inner.map(lambda part: Condition("not", parts=(part,))),
        st.builds(
            lambda how, parts: Condition(how, parts=tuple(parts)),
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
    ),
    max_leaves=6,
)
_CASES = st.lists(
    st.tuples(_CONDITIONS, st.dictionaries(st.sampled_from(_ITEMS), _TYPED)),
    min_size=20,
    max_size=60,
)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node here")
@settings(max_examples=15, deadline=None)
@given(_CASES)
def test_a_condition_holds_on_the_phone_as_on_the_server(
    cases: list[tuple[Condition, dict[str, object]]],
) -> None:
    paths = {item: item for item in _ITEMS}
    asked = [[condition_json(each, paths), typed] for each, typed in cases]
    done = subprocess.run(
        [shutil.which("node") or "node", str(_HERE / "conditions.mjs"), str(_KIT)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [holds(each, typed.get) for each, typed in cases]


def test_yes_is_not_the_number_one() -> None:
    """A phone tells them apart; so must the server."""
    for value, typed in ((True, 1), (False, 0)):
        assert not holds(Condition("is", "a", value), {"a": typed}.get)
        assert holds(Condition("is", "a", value), {"a": value}.get)
