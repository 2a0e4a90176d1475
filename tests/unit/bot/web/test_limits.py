"""Limits count in this process, and forget."""

from bot.web.limits import MOST_KEYS, Limit


class _Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_so_many_in_so_many_seconds_for_each_key() -> None:
    clock = _Clock()
    limit = Limit(2, 10, clock)
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    clock.at = 10.1
    assert limit.allows("a")


def test_a_refused_one_does_not_make_the_wait_longer() -> None:
    clock = _Clock()
    limit = Limit(1, 10, clock)
    assert limit.allows("a")
    clock.at = 9
    assert not limit.allows("a")
    clock.at = 10.1
    assert limit.allows("a")


def test_it_does_not_grow_without_end() -> None:
    limit = Limit(1, 10)
    for number in range(MOST_KEYS + 50):
        limit.allows(str(number))
    assert len(limit._seen) == MOST_KEYS
