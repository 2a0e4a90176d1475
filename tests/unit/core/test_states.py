"""Alerts and conversations move only as they may; an illegal move names from and to."""

import pytest

from nightdoor.core import alert, conversation
from nightdoor.core.alert import AlertState
from nightdoor.core.conversation import Holder, IllegalMove

ALERT_MOVES = {
    (AlertState.RAISED, AlertState.UNANSWERED),
    (AlertState.RAISED, AlertState.ACKNOWLEDGED),
    (AlertState.UNANSWERED, AlertState.ACKNOWLEDGED),
    (AlertState.ACKNOWLEDGED, AlertState.STOOD_DOWN),
}
HOLDER_MOVES = {
    (Holder.BOT, Holder.WAITING),
    (Holder.BOT, Holder.HUMAN),
    (Holder.WAITING, Holder.HUMAN),
    (Holder.WAITING, Holder.BOT),
    (Holder.HUMAN, Holder.BOT),
}


@pytest.mark.parametrize("old", AlertState)
@pytest.mark.parametrize("new", AlertState)
def test_an_alert_moves_only_forward(old: AlertState, new: AlertState) -> None:
    if (old, new) in ALERT_MOVES:
        assert alert.move(old, new) is new
    else:
        with pytest.raises(IllegalMove, match=f"alert cannot go from {old} to {new}"):
            alert.move(old, new)


@pytest.mark.parametrize("old", Holder)
@pytest.mark.parametrize("new", Holder)
def test_a_conversation_passes_from_hand_to_hand_only_as_it_may(old: Holder, new: Holder) -> None:
    if (old, new) in HOLDER_MOVES or old is new:
        assert conversation.move(old, new) is new
    else:
        with pytest.raises(IllegalMove, match=f"conversation cannot go from {old} to {new}"):
            conversation.move(old, new)
