"""The player's clock: gaps, leads, jitter, drift and clocks set anew."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earshot.adapters.extractor.clock import PlayerClock

RATE_HZ = 16_000
PACKET = 320
PACKET_S = PACKET / RATE_HZ


def walk(clock: PlayerClock, times_s: list[float]) -> tuple[int, int]:
    """Samples of silence and samples dropped over packets at these times."""
    placed = [clock.place(time_s, PACKET) for time_s in times_s]
    return sum(p.silence for p in placed), sum(p.skip for p in placed)


def steady(start_s: float, packets: int) -> list[float]:
    return [start_s + number * PACKET_S for number in range(packets)]


def test_steady_packets_are_left_alone() -> None:
    clock = PlayerClock(RATE_HZ)
    assert walk(clock, steady(0.0, 500)) == (0, 0)
    assert clock.position == 500 * PACKET


def test_a_late_start_begins_with_silence() -> None:
    clock = PlayerClock(RATE_HZ)
    assert walk(clock, steady(2.0, 5)) == (2 * RATE_HZ, 0)


def test_sound_before_zero_is_dropped() -> None:
    clock = PlayerClock(RATE_HZ)
    assert walk(clock, steady(-0.05, 10)) == (0, 800)
    assert clock.position == 10 * PACKET - 800


def test_one_lost_packet_is_a_gap() -> None:
    assert walk(PlayerClock(RATE_HZ), steady(0.0, 10) + steady(11 * PACKET_S, 10)) == (PACKET, 0)


def test_jitter_is_not_followed() -> None:
    times_s = [time_s + 0.012 * (-1) ** number for number, time_s in enumerate(steady(0.0, 400))]
    clock = PlayerClock(RATE_HZ)
    clock.place(0.0, PACKET)
    assert walk(clock, times_s[1:]) == (0, 0)


def test_drift_is_followed_both_ways() -> None:
    slow = [number * PACKET_S * 1.001 for number in range(5_000)]
    fast = [number * PACKET_S * 0.999 for number in range(5_000)]
    for times_s in (slow, fast):
        clock = PlayerClock(RATE_HZ)
        walk(clock, times_s)
        assert abs(clock.position / RATE_HZ - (times_s[-1] + PACKET_S)) < 0.018


def test_a_clock_set_anew_plays_on() -> None:
    clock = PlayerClock(RATE_HZ)
    assert walk(clock, steady(0.0, 100) + steady(0.0, 100)) == (0, 0)
    assert clock.position == 200 * PACKET


def test_a_clock_that_stands_still_plays_on() -> None:
    clock = PlayerClock(RATE_HZ)
    assert walk(clock, [0.001 * number for number in range(100)])[1] == 0
    assert clock.position == 100 * PACKET


def test_one_wrong_timestamp_back_moves_nothing_else() -> None:
    clock = PlayerClock(RATE_HZ)
    assert walk(clock, [*steady(0.0, 50), 0.3, *steady(51 * PACKET_S, 50)]) == (0, 0)
    assert clock.position == 101 * PACKET


@given(
    st.lists(
        st.tuples(
            st.floats(-100, 1_000_000, allow_nan=False), st.integers(min_value=0, max_value=5_000)
        ),
        max_size=60,
    )
)
def test_whatever_comes_the_count_is_right(packets: list[tuple[float, int]]) -> None:
    clock, count = PlayerClock(RATE_HZ), 0
    for time_s, samples in packets:
        placed = clock.place(time_s, samples)
        assert placed.silence >= 0
        assert 0 <= placed.skip <= samples
        count += placed.silence + samples - placed.skip
        assert clock.position == count


@given(st.lists(st.floats(0.018, 30.0), max_size=10))
def test_gaps_leave_every_packet_at_its_time(gaps_s: list[float]) -> None:
    clock, time_s = PlayerClock(RATE_HZ), 0.0
    for gap_s in gaps_s:
        time_s += gap_s + 0.002
        clock.place(time_s, PACKET)
        time_s += PACKET_S
        assert abs(clock.position / RATE_HZ - time_s) < 0.001
