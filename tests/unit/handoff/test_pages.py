"""The staff's pages over real HTTP: what they show, what they do, and what they keep in the audit trail."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from handoff.app import put_together
from handoff.guard import COOKIE
from handoff.headers import DEMONSTRATION_PAGE
from nightdoor.core.alert import AlertState
from nightdoor.core.case import CaseStatus, FiledBecause
from nightdoor.core.clock import now
from nightdoor.core.conversation import Holder
from nightdoor.core.staff import Role
from nightdoor.core.story import Story
from nightdoor.services.receive import Door
from nightdoor.store import Database, alerts, audit, cases, contacts, messages
from tests.support.servers import serving
from tests.support.staff_side import (
    CRISIS,
    FAREWELL,
    HOUSING,
    PASSWORD,
    StaffClient,
    entered,
    raise_alert,
    signed_in,
    tell_story,
)


@pytest.fixture
def sam(address: str, database: Database, people: dict[Role, int]) -> Iterator[StaffClient]:
    """A duty worker, signed in."""
    with entered(address, database, people[Role.DUTY]) as client:
        yield client


@pytest.fixture
def priya(address: str, database: Database, people: dict[Role, int]) -> Iterator[StaffClient]:
    """A case lead, signed in."""
    with entered(address, database, people[Role.LEAD]) as client:
        yield client


@pytest.fixture
def alert_id(database: Database, door: Door) -> int:
    return raise_alert(database, door, now())


def _trail(database: Database, staff_id: int) -> list[str]:
    """Return what somebody did, in order, on any conversation."""
    with database.look() as tx:
        rows = [row for conversation_id in range(1, 9) for row in audit.trail(tx, conversation_id)]
    return [row.what for row in rows if row.staff_id == staff_id]


# --- signing in -------------------------------------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_name_get_the_same_page(address: str) -> None:
    pages = set()
    for name in ("duty", "nobody"):
        with StaffClient(base_url=address) as client:
            csrf = client.form_token("/sign-in")
            answer = client.post("/sign-in", data={"sign_in": name, "password": "wrong", "csrf": csrf})
        assert answer.status_code == 401
        pages.add(answer.text.split('<ul class="govuk-list govuk-error-summary__list">')[1].split("</ul>")[0])
    assert len(pages) == 1


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(address: str) -> None:
    with StaffClient(base_url=address) as client:
        csrf = client.form_token("/sign-in")
        answer = client.post("/sign-in", data={"sign_in": "duty", "password": PASSWORD, "csrf": csrf})
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("nightdoor_staff="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


@pytest.mark.parametrize(
    ("to", "goes"), [("/duty/alerts/1", "/duty/alerts/1"), ("https://evil.example", "/duty"), ("//evil", "/duty")]
)
def test_after_signing_in_one_goes_on_within_this_site(address: str, to: str, goes: str) -> None:
    with StaffClient(base_url=address) as client:
        csrf = client.form_token("/sign-in")
        filled = {"sign_in": "duty", "password": PASSWORD, "csrf": csrf, "to": to}
        assert client.post("/sign-in", data=filled).headers["location"] == goes


@pytest.mark.parametrize(("role", "home"), [(Role.DUTY, "/duty"), (Role.LEAD, "/queue"), (Role.MANAGER, "/duty")])
def test_each_role_begins_on_its_own_page(address: str, role: Role, home: str) -> None:
    with signed_in(address, role) as client:
        assert client.get("/").headers["location"] == home


# --- headers and health -------------------------------------------------------------------------------------------


def test_nothing_is_cached_framed_or_run_from_elsewhere(address: str) -> None:
    headers = httpx.get(f"{address}/sign-in").headers
    assert headers["cache-control"] == "no-store"
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


def test_in_the_demonstration_its_page_may_show_this_one(database: Database) -> None:
    with serving(put_together(database, demonstration=True)) as address:
        headers = httpx.get(f"{address}/sign-in").headers
    assert f"frame-ancestors {DEMONSTRATION_PAGE}" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_ready_while_the_database_and_the_watch_are(address: str, database: Database) -> None:
    assert httpx.get(f"{address}/healthz").status_code == 200
    answer = httpx.get(f"{address}/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "watch": "ok"})
    with database.transaction() as tx:
        audit.beat(tx, "watch", now() - timedelta(minutes=2))
    answer = httpx.get(f"{address}/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": "ok", "watch": "WatchSilent"})


def test_with_the_database_down_it_says_so_and_is_alive_but_not_ready() -> None:
    with serving(put_together(Database("postgresql://nobody@127.0.0.1:1/none"))) as address:
        page = httpx.get(f"{address}/duty", cookies={COOKIE: "a token"})
        assert (httpx.get(f"{address}/healthz").status_code, page.status_code) == (200, 503)
        ready = httpx.get(f"{address}/readyz")
    assert "The database cannot be reached" in page.text
    assert (ready.status_code, ready.json()["database"]) == (503, "DatabaseDown")


def test_an_address_that_is_not_there_is_a_kind_page(sam: StaffClient) -> None:
    for path in ("/nothing", "/duty/alerts/999"):
        answer = sam.get(path)
        assert answer.status_code == 404
        assert "Page not found" in answer.text
    assert sam.get("/duty/alerts/word").status_code == 422


# --- the duty console -----------------------------------------------------------------------------------------------


def test_with_the_watch_asleep_the_console_says_that_nobody_is_paged(sam: StaffClient, database: Database) -> None:
    assert "Paging is on" in sam.get("/duty").text
    with database.transaction() as tx:
        audit.beat(tx, "watch", now() - timedelta(minutes=2))
    assert "Nobody is being paged" in sam.get("/duty").text


def test_without_a_duty_phone_the_console_says_that_it_is_alone(database: Database, people: dict[Role, int]) -> None:
    with database.transaction() as tx:
        audit.beat(tx, "watch", now())
    with serving(put_together(database)) as address, entered(address, database, people[Role.DUTY]) as sam:
        page = sam.get("/duty").text
    assert "No duty phone is set" in page
    assert "Paging is on" not in page


def test_an_alert_shows_the_words_it_rests_on_marked(sam: StaffClient, alert_id: int) -> None:
    page = sam.get(f"/duty/alerts/{alert_id}").text
    assert "<mark>kill myself" in page
    assert "Suicide" in page
    assert "Acknowledge" in page


def test_one_acknowledges_writes_and_stands_down(
    sam: StaffClient, database: Database, people: dict[Role, int], alert_id: int
) -> None:
    page = f"/duty/alerts/{alert_id}"
    assert sam.send_form(page, f"{page}/acknowledge").status_code == 303
    assert "Are you safe right now?" in sam.get(page).text
    assert sam.send_form(page, f"{page}/words", words="I am here").status_code == 303
    ended = sam.send_form(
        page, f"{page}/stand-down", outcome="callback", agreed="", promised="We ring", due="2030-07-01T09:00"
    )
    assert ended.status_code == 303
    with database.look() as tx:
        alert = alerts.get_alert(tx, alert_id)
        said = [message.text for message in messages.thread(tx, alert.conversation_id)]
        (promise,) = cases.promises(tx, alert.conversation_id)
        holder = contacts.get_conversation(tx, alert.conversation_id).holder
    assert (alert.state, alert.outcome, holder) == (AlertState.STOOD_DOWN, "callback", Holder.BOT)
    assert said[-2:] == ["I am here", FAREWELL]
    assert promise.due_at.isoformat() == "2030-07-01T08:00:00+00:00"
    did = _trail(database, people[Role.DUTY])
    assert did[0] == "saw_conversation"
    assert [what for what in did if what != "saw_conversation"] == ["acknowledged", "wrote", "stood_down"]


def test_the_second_who_acknowledges_is_told_who_has_it(
    address: str, database: Database, people: dict[Role, int], sam: StaffClient, alert_id: int
) -> None:
    page = f"/duty/alerts/{alert_id}"
    with entered(address, database, people[Role.MANAGER]) as other:
        token = other.form_token(page)
        sam.send_form(page, f"{page}/acknowledge")
        answer = other.post(f"{page}/acknowledge", data={"csrf": token})
        assert answer.status_code == 409
        assert "Sam Okoro has this alert since" in answer.text
        assert other.send_form(page, f"{page}/take-over").status_code == 303
        assert 'name="words"' in other.get(page).text


def test_what_could_not_be_sent_or_ended_is_not_lost(sam: StaffClient, alert_id: int) -> None:
    page = f"/duty/alerts/{alert_id}"
    sam.send_form(page, f"{page}/acknowledge")
    too_long = sam.send_form(page, f"{page}/words", words="x" * 1001)
    assert too_long.status_code == 409
    assert "x" * 1001 in too_long.text
    half = sam.send_form(page, f"{page}/stand-down", agreed="She is with her mum")
    assert half.status_code == 409
    assert "She is with her mum" in half.text
    bad_time = sam.send_form(page, f"{page}/stand-down", outcome="callback", promised="We ring", due="soon")
    assert "date and the time" in bad_time.text


def test_for_domestic_abuse_it_says_that_somebody_else_may_read(
    sam: StaffClient, database: Database, door: Door
) -> None:
    alert_id = raise_alert(database, door, now(), "my husband is beating me he wont let me out")
    page = sam.get(f"/duty/alerts/{alert_id}").text
    assert "Somebody else may see your reply" in page
    assert "tel:" not in page
    sam.send_form(f"/duty/alerts/{alert_id}", f"/duty/alerts/{alert_id}/acknowledge")
    assert "Is it safe for you to write right now?" in sam.get(f"/duty/alerts/{alert_id}").text


def test_it_says_that_a_phone_has_opted_out(sam: StaffClient, database: Database, alert_id: int) -> None:
    with database.transaction() as tx:
        conversation = contacts.get_conversation(tx, alerts.get_alert(tx, alert_id).conversation_id)
        contacts.set_opted_out(tx, conversation.contact_id, True)
    assert "This phone sent STOP" in sam.get(f"/duty/alerts/{alert_id}").text


# --- the morning queue ------------------------------------------------------------------------------------------------


def test_a_case_lead_finds_the_story_takes_it_and_closes_it(
    priya: StaffClient, database: Database, people: dict[Role, int]
) -> None:
    told = tell_story(database, now())
    assert "Asha" in priya.get("/queue").text
    page = f"/queue/{told.case_id}"
    assert "Somebody to talk to the landlord" in priya.get(page).text
    assert priya.send_form(page, f"{page}/allocate", lead=str(people[Role.LEAD])).status_code == 303
    assert "Asha" in priya.get("/queue?show=mine").text
    assert "Asha" not in priya.get("/queue?show=unallocated").text
    assert priya.send_form(page, f"{page}/note", words="Rang the landlord").status_code == 303
    assert priya.send_form(page, f"{page}/close", outcome="helped").status_code == 303
    closed = priya.get(page).text
    assert "Rang the landlord" in closed
    assert "Helped by the team" in closed
    assert "Asha" not in priya.get("/queue").text
    with database.look() as tx:
        assert cases.get_case(tx, told.case_id).status is CaseStatus.CLOSED


@pytest.mark.parametrize(
    ("form", "filled", "says"),
    [
        ("allocate", {"lead": ""}, "Choose a case lead"),
        ("allocate", {"lead": "²"}, "Choose a case lead"),
        ("note", {"words": " "}, "Write the note first"),
        ("close", {"outcome": ""}, "Choose an outcome"),
    ],
)
def test_a_form_that_is_not_filled_in_says_what_is_missing(
    priya: StaffClient, database: Database, form: str, filled: dict[str, str], says: str
) -> None:
    page = f"/queue/{tell_story(database, now()).case_id}"
    answer = priya.send_form(page, f"{page}/{form}", **filled)
    assert answer.status_code == 409
    assert says in answer.text


def test_every_look_at_a_case_is_in_the_audit_trail(
    priya: StaffClient, database: Database, people: dict[Role, int]
) -> None:
    told = tell_story(database, now())
    for path in ("/queue", f"/queue/{told.case_id}", "/queue.csv", "/queue/print"):
        assert priya.get(path).status_code == 200
    assert _trail(database, people[Role.LEAD]) == ["saw_line", "saw_case", "exported", "printed"]


@pytest.mark.parametrize("path", ["/queue", "/queue/1", "/queue.csv", "/queue/print"])
def test_who_said_no_is_nowhere_to_be_found(priya: StaffClient, database: Database, path: str) -> None:
    tell_story(database, now(), Story(HOUSING.needs, HOUSING.what_happened, HOUSING.place, name="Asha", consent=False))
    page = priya.get(path).text
    for told in ("Asha", "Harehills", "landlord", "7700900456", "Housing"):
        assert told not in page
    assert "Did not agree to pass on" in page


def test_an_unfinished_conversation_is_marked_so(priya: StaffClient, database: Database) -> None:
    tell_story(database, now(), because=FiledBecause.UNFINISHED)
    assert "Unfinished" in priya.get("/queue").text


def test_what_a_resident_wrote_is_text_on_every_page(
    sam: StaffClient, priya: StaffClient, database: Database, door: Door
) -> None:
    nasty = "<script>alert(1)</script>"
    alert_id = raise_alert(database, door, now(), f"{CRISIS} {nasty}")
    told = tell_story(database, now(), Story(what_happened=nasty, place=nasty, name=nasty, consent=True))
    pages = [sam.get(f"/duty/alerts/{alert_id}"), priya.get("/queue"), priya.get(f"/queue/{told.case_id}")]
    pages.append(priya.get("/queue/print"))
    for page in pages:
        assert nasty not in page.text
        assert "&lt;script&gt;" in page.text
