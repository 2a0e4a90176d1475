"""Whatever comes in gets a kind answer: pictures, voice notes, STOP, an edited message, a group. Never a 500."""

import pytest

from nightdoor.core.message import DeliveryStatus, MessageKind
from nightdoor.services.receive import Door
from tests.support.journey import PATIENCE, Night
from tests.support.servers import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.engine]

CRISIS = "please help i am going to kill myself tonight"


def test_a_picture_by_text_message_is_answered(night: Night, door: Door) -> None:
    resident = night.texter()
    resident.send("", media=1)
    night.hears(resident, door.wording.line("media"))


@pytest.mark.parametrize(
    ("act", "line"),
    [
        ({"kind": "photo"}, "media"),
        ({"kind": "location"}, "media"),
        ({"kind": "sticker"}, "sticker"),
        ({"kind": "voice"}, "voice"),
        ({"kind": "text", "text": "/start"}, "opt_in"),
        ({"kind": "text", "text": "/help"}, "help"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(map(str, value.values())),
)
def test_what_telegram_carries_beside_words_is_answered(
    night: Night, door: Door, act: dict[str, str], line: str
) -> None:
    resident = night.telegrammer()
    resident.act(**act)
    night.hears(resident, door.wording.line(line))


def test_a_changed_message_is_answered_and_both_versions_are_kept(night: Night, door: Door) -> None:
    resident = night.telegrammer()
    number = resident.act("text", text="the boiler broke on Monday")
    resident.act("edited", text="the boiler broke on Tuesday", message_id=number)
    night.hears(resident, door.wording.line("edited"))
    assert night.kept(resident) == ["the boiler broke on Monday", "the boiler broke on Tuesday"]


def test_a_group_is_asked_to_write_alone(night: Night, door: Door) -> None:
    resident = night.telegrammer()
    resident.act("group", text="can the bot help with our stairwell")
    group = night.telegrammer()
    group.address = str(-1_000_000_000_000 - resident.chat)
    wait_until(lambda: night.said_by_itself(group), "the answer to the group", PATIENCE)
    assert [said.text for said in night.said_by_itself(group)] == [door.wording.line("group")]


def test_a_pressed_button_is_read_as_its_words_and_stops_spinning(night: Night) -> None:
    resident = night.telegrammer()
    resident.say("the landlord says we must be out on Friday")
    wait_until(resident.heard, "an answer", PATIENCE)
    pressed = resident.act("button", text="Somewhere to sleep please")
    wait_until(lambda: f"{resident.chat}{pressed}" in night.telegram.answered_buttons(), "the button", PATIENCE)
    wait_until(lambda: "Somewhere to sleep please" in night.kept(resident), "its words", PATIENCE)


@pytest.mark.parametrize("words", ["HELP", "help", "Info"])
def test_help_is_answered(night: Night, door: Door, words: str) -> None:
    resident = night.texter()
    resident.say(words)
    night.hears(resident, door.wording.line("help"))


def test_after_stop_nothing_is_sent_and_start_brings_us_back(night: Night, door: Door) -> None:
    resident = night.texter()
    resident.say("STOP")
    wait_until(lambda: "STOP" in night.kept(resident), "the message", PATIENCE)
    by_twilio = len(resident.heard())
    resident.say("the lift in our block is broken again")
    wait_until(lambda: night.said_by_itself(resident), "an answer to be kept", PATIENCE)
    night.wait_until_quiet()
    assert {said.delivery for said in night.said_by_itself(resident)} == {DeliveryStatus.OPTED_OUT}
    assert len(resident.heard()) == by_twilio
    resident.say("START")
    night.hears(resident, door.wording.line("opt_in"))


def test_blocking_the_bot_is_stop_and_unblocking_brings_us_back(night: Night, door: Door) -> None:
    resident = night.telegrammer()
    resident.say("/help")
    night.hears(resident, door.wording.line("help"))
    resident.act("block")
    wait_until(lambda: night.thread(resident)[-1].kind is MessageKind.OPT_OUT, "the message", PATIENCE)
    resident.act("unblock")
    night.hears(resident, door.wording.line("opt_in"))


def test_a_cry_for_help_is_read_under_a_picture_too(night: Night, door: Door) -> None:
    by_text, by_telegram = night.texter(), night.telegrammer()
    by_text.send(CRISIS, media=1)
    by_telegram.act("photo", text=CRISIS)
    for resident in (by_text, by_telegram):
        alert = night.alert_raised(resident)
        night.hears(resident, door.wording.first_reply(alert.kinds))


def test_a_cry_for_help_is_read_in_a_changed_message_and_in_a_button(night: Night, door: Door) -> None:
    for kind in ("edited", "button"):
        resident = night.telegrammer()
        number = resident.act("text", text="hello, is anybody there tonight")
        resident.act(kind, text=CRISIS, message_id=number)
        alert = night.alert_raised(resident)
        night.hears(resident, door.wording.first_reply(alert.kinds))


def test_a_cry_for_help_after_stop_still_brings_a_human(night: Night) -> None:
    resident = night.texter()
    resident.say("STOP")
    resident.say(CRISIS)
    alert = night.alert_raised(resident)
    wait_until(lambda: any(f"Alert {alert.id}." in page for page in night.pages()), "the page", PATIENCE)


def test_the_same_update_or_text_twice_is_answered_once(night: Night, door: Door) -> None:
    resident = night.texter()
    sid = str(resident.send("HELP")["sid"])
    assert night.sms.repeat(sid)["gateway"] == 200
    night.wait_until_quiet()
    assert len(night.said_by_itself(resident)) == 1
    assert night.kept(resident) == ["HELP"]
