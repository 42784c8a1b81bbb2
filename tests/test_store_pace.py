import pytest

from lgs.store.pace import LONGEST_PACE_S, Breaker, Ceiling, Pace


def test_a_quick_site_is_asked_at_the_delay_that_was_configured():
    pace = Pace(1.0, 5.0)
    for _ in range(50):
        pace.answered(0.19)
        assert pace.delay_s == 1.0


@pytest.mark.parametrize(("answer_s", "delay_s"), [(0.6, 3.0), (2.0, 10.0), (60.0, LONGEST_PACE_S)])
def test_a_slow_site_rests_a_multiple_of_its_answers_up_to_half_a_minute(answer_s, delay_s):
    pace = Pace(1.0, 5.0)
    pace.answered(answer_s)
    assert pace.delay_s == pytest.approx(delay_s)


def test_one_slow_answer_among_quick_ones_counts_little_and_is_forgotten():
    pace = Pace(1.0, 5.0)
    for spent_s in (0.1, 0.1, 2.0):
        pace.answered(spent_s)
    assert 1.0 < pace.delay_s < 5.0
    for _ in range(10):
        pace.answered(0.1)
    assert pace.delay_s == 1.0


def test_who_says_not_now_is_asked_half_as_often_each_time_and_recovers_slowly():
    pace, seen = Pace(1.0, 5.0), []
    for _ in range(6):
        pace.strained()
        seen.append(pace.delay_s)
    assert seen == [2.0, 4.0, 8.0, 16.0, LONGEST_PACE_S, LONGEST_PACE_S]
    pace.answered(0.1)
    assert pace.delay_s == pytest.approx(0.9 * LONGEST_PACE_S)
    for _ in range(40):
        pace.answered(0.1)
    assert pace.delay_s == 1.0


def test_a_longer_crawl_delay_is_kept_whatever_the_site_bears():
    pace = Pace(1.0, 5.0)
    pace.floor_s = 45.0
    pace.answered(0.01)
    assert pace.delay_s == 45.0
    pace.strained()
    assert pace.delay_s == 45.0


def test_a_pace_that_does_not_adapt_is_the_floor():
    pace = Pace(0.5)
    pace.answered(20.0)
    pace.strained()
    assert pace.delay_s == 0.5


def test_an_address_has_one_ceiling_for_all_that_live_there():
    ceiling = Ceiling(0.25)
    assert (ceiling.ready_at("192.0.2.1"), ceiling.ready_at(None)) == (0.0, 0.0)
    ceiling.take("192.0.2.1", 10.0)
    ceiling.take(None, 10.0)
    assert ceiling.ready_at("192.0.2.1") == 10.25
    assert (ceiling.ready_at("192.0.2.2"), ceiling.ready_at(None)) == (0.0, 0.0)


def test_a_ceiling_of_nothing_holds_nobody():
    ceiling = Ceiling(0.0)
    ceiling.take("192.0.2.1", 10.0)
    assert ceiling.ready_at("192.0.2.1") == 0.0


def test_after_a_rest_one_failure_is_enough_to_open_the_breaker_again():
    assert [Breaker(3).trips_after(n) for n in range(7)] == [0, 0, 0, 1, 2, 3, 4]
