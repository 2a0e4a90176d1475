"""How a sender says that it could not."""

import pytest

from nightdoor.core.sending import FailureKind, SendFailed


@pytest.mark.parametrize(
    ("kind", "again"),
    [
        (FailureKind.TEMPORARY, True),
        (FailureKind.THROTTLED, True),
        (FailureKind.PERMANENT, False),
        (FailureKind.OPTED_OUT, False),
        (FailureKind.TECHNICAL, False),
    ],
)
def test_a_failure_says_itself_whether_to_try_again(kind: FailureKind, again: bool) -> None:
    assert SendFailed(kind, "30003").worth_retrying is again


def test_a_failure_reads_as_one_short_line() -> None:
    assert str(SendFailed(FailureKind.OPTED_OUT, "21610")) == "opted_out: 21610"
