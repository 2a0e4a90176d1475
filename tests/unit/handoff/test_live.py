"""Live pages over real HTTP: what is committed is on an open page within two seconds."""

from collections.abc import Iterator

import pytest

from nightdoor.core.clock import now
from nightdoor.core.message import Author, Channel, DeliveryStatus
from nightdoor.core.staff import Role
from nightdoor.services import duty
from nightdoor.services.receive import Door, receive
from nightdoor.services.speak import say
from nightdoor.store import Database, alerts, contacts, sends
from nightdoor.store.messages import thread
from tests.support.night import inbound
from tests.support.sse import Stream, listening
from tests.support.staff_side import StaffClient, entered, raise_alert


@pytest.fixture
def sam(address: str, database: Database, people: dict[Role, int]) -> Iterator[StaffClient]:
    """A duty worker, signed in."""
    with entered(address, database, people[Role.DUTY]) as client:
        yield client


@pytest.fixture
def alert_id(database: Database, door: Door) -> int:
    return raise_alert(database, door, now())


@pytest.fixture
def conversation(sam: StaffClient, alert_id: int) -> Iterator[Stream]:
    """The live conversation of an alert, everything said so far already shown."""
    with listening(sam, f"/duty/alerts/{alert_id}/events?after=2") as stream:
        stream.wait_for("alive")
        yield stream


def test_a_new_alert_is_on_the_console_within_two_seconds(database: Database, door: Door, sam: StaffClient) -> None:
    with listening(sam, "/duty/events") as console:
        assert console.wait_for("alerts")["waiting"] == 0
        alert_id = raise_alert(database, door, now())
        shown = console.wait_for("alerts", seconds=2)
    assert shown["waiting"] == 1
    assert f"/duty/alerts/{alert_id}" in shown["html"]
    assert "Nobody has this yet" in shown["html"]


def test_the_list_shows_no_word_and_no_number_of_a_resident(database: Database, door: Door, sam: StaffClient) -> None:
    raise_alert(database, door, now())
    with listening(sam, "/duty/events") as console:
        html = console.wait_for("alerts")["html"]
    assert "kill" not in html
    assert "07700" not in html
    assert "+44" not in html


def test_once_acknowledged_the_console_falls_quiet(
    database: Database, people: dict[Role, int], sam: StaffClient, alert_id: int
) -> None:
    with listening(sam, "/duty/events") as console:
        assert console.wait_for("alerts")["waiting"] == 1
        with database.transaction() as tx:
            duty.acknowledge(tx, alert_id, people[Role.MANAGER], now())
        shown = console.wait_for("alerts")
    assert shown["waiting"] == 0
    assert "Mo Lewis has this" in shown["html"]


def test_what_the_resident_writes_appears_with_its_words_marked(
    database: Database, door: Door, conversation: Stream
) -> None:
    with database.transaction() as tx:
        receive(tx, door, inbound("<b>i have taken an overdose</b>", at=now()), now())
    html = conversation.wait_for("message")["html"]
    assert "&lt;b&gt;" in html
    assert "<mark>" in html


def test_what_the_duty_worker_writes_appears_and_then_how_it_went(
    database: Database, people: dict[Role, int], alert_id: int, conversation: Stream
) -> None:
    with database.transaction() as tx:
        duty.acknowledge(tx, alert_id, people[Role.DUTY], now())
        duty.write(tx, alert_id, people[Role.DUTY], "I am here", now())
    conversation.wait_for("moved-on")
    with database.transaction() as tx:
        alert = alerts.get_alert(tx, alert_id)
        written = thread(tx, alert.conversation_id)[-1]
        assert (written.author, written.delivery) == (Author.DUTY_WORKER, DeliveryStatus.WAITING)
    marks = _mark_everything_sent(database, conversation, written.id)
    assert marks == "Sent"


def _mark_everything_sent(database: Database, conversation: Stream, message_id: int) -> str:
    """Let the provider take all that waits; return the mark that the page then gets for a message."""
    with database.transaction() as tx:
        while row := sends.claim_send(tx, now(), tuple(Channel)):
            sends.accepted(tx, row, f"SM{row.id}", now())
    while True:
        mark = conversation.wait_for("mark")
        if mark["id"] == message_id and mark["mark"] != "On its way":
            return str(mark["mark"])


def test_a_page_that_comes_back_gets_what_it_missed(database: Database, sam: StaffClient, alert_id: int) -> None:
    with database.transaction() as tx:
        conversation = contacts.get_conversation(tx, alerts.get_alert(tx, alert_id).conversation_id)
        missed = say(tx, conversation, Author.DUTY_WORKER, "Are you there?", now())
    with listening(sam, f"/duty/alerts/{alert_id}/events?after={missed - 1}") as stream:
        assert f'id="m{missed}"' in stream.wait_for("message")["html"]


def test_a_stream_ends_with_the_session(sam: StaffClient, address: str) -> None:
    with listening(sam, "/duty/events") as console:
        console.wait_for("alerts")
        sam.send_form("/duty", "/sign-out")
    assert sam.get("/duty/events").status_code == 401
