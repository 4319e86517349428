"""What the tests of enforcement share."""

import pytest

from tests.integration.enforcement.enforcing import (
    EnforcingTown,
    make_enforcing_town,
)


@pytest.fixture
def town(db: None) -> EnforcingTown:
    """A municipality that uses visits and enforcement, with two lawyers."""
    return make_enforcing_town()
