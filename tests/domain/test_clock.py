"""Clocks that are wrong."""

from app.domain.clock import LEAD_MS, hybrid_next


def test_an_own_action_is_never_before_the_one_before_it() -> None:
    assert hybrid_next(1000, 900) == 1001
    assert hybrid_next(1000, 5000) == 5000
    assert hybrid_next(LEAD_MS + 900, 900) == LEAD_MS + 901


def test_a_clock_that_was_put_right_is_followed() -> None:
    year = 365 * 24 * 3600 * 1000
    assert hybrid_next(25 * year, 1000) == 1000
