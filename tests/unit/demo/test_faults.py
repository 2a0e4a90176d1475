"""What an emulator is told to do wrong."""

from demo.emulators.faults import Fault, Faults


def test_faults_come_in_order_as_often_as_asked_and_then_it_goes_right() -> None:
    faults = Faults()
    faults.add(Fault("hang", count=2))
    faults.add(Fault("error"))
    taken = [faults.take() for _ in range(4)]
    assert [fault and fault.kind for fault in taken] == ["hang", "hang", "error", None]


def test_no_times_is_not_at_all() -> None:
    faults = Faults()
    faults.add(Fault("hang", count=0))
    assert faults.take() is None


def test_cleared_it_goes_right() -> None:
    faults = Faults()
    faults.add(Fault("hang", count=9))
    faults.clear()
    assert faults.take() is None
