"""The staff's side in a test: people who sign in, and a night that left something for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx

from handoff.app import put_together
from handoff.guard import COOKIE
from nightdoor.core import clock
from nightdoor.core.case import FiledBecause
from nightdoor.core.message import Channel
from nightdoor.core.staff import Role
from nightdoor.core.story import Story
from nightdoor.services.filing import file
from nightdoor.services.receive import Door, receive
from nightdoor.services.sign_in import add_staff, open_session
from nightdoor.services.speak import reply
from nightdoor.store import Database, alerts, audit, contacts, messages, staff
from tests.support.night import inbound
from tests.support.servers import serving

PASSWORD = "a lamp in the window"
NAMES = {Role.DUTY: "Sam Okoro", Role.LEAD: "Priya Shah", Role.MANAGER: "Mo Lewis"}
FAREWELL = "The person on duty has finished for now."
CRISIS = "i cant do this any more im going to kill myself tonight"

HOUSING = Story(
    needs=("housing", "debt_benefits"),
    what_happened="The landlord says we must be out on Friday. We are two months behind since my hours were cut.",
    place="Harehills, LS8",
    would_help="Somebody to talk to the landlord",
    name="Asha",
    safe_contact="Text after 9am, not in the evening",
    consent=True,
)


def add_person(database: Database, role: Role, now: datetime, sign_in: str = "") -> int:
    """Add a member of staff of a role; the sign-in name is the role unless another is given."""
    with database.transaction() as tx:
        return add_staff(tx, sign_in or role.value, NAMES[role], role, PASSWORD, now)


def raise_alert(
    database: Database, door: Door, now: datetime, words: str = CRISIS, *, address: str = "+447700900123"
) -> int:
    """Let a message in that raises an alert; return the alert's id."""
    with database.transaction() as tx:
        receive(tx, door, inbound(words, address=address, at=now), now)
        return alerts.open_alerts(tx)[-1].id


@dataclass(frozen=True)
class Told:
    """A story that was told, and where it is filed."""

    conversation_id: int
    case_id: int


def tell_story(
    database: Database,
    now: datetime,
    story: Story = HOUSING,
    *,
    because: FiledBecause = FiledBecause.FINISHED,
    address: str = "+447700900456",
    channel: Channel = Channel.SMS,
    offered: tuple[str, ...] = ("Leeds Housing Options",),
) -> Told:
    """Let a resident tell a story to the end, as the engine would have heard it, and file it."""
    from_them = [words for words in (story.what_happened, story.place, story.would_help, story.safe_contact) if words]
    with database.transaction() as tx:
        person = contacts.find_or_add_contact(tx, channel, address, now)
        conversation = contacts.open_conversation(tx, person, now)
        for place, words in enumerate(from_them or ["hello"]):
            moment = now + timedelta(minutes=place)
            message_id = messages.add_inbound(
                tx, conversation.id, inbound(words, channel=channel, address=address, at=moment)
            )
            assert message_id is not None
            reply(tx, conversation, "Thank you. What happened next?", moment, to=message_id, number=1)
        contacts.save_progress(
            tx,
            conversation,
            story=story,
            asked=None,
            offered=[{"id": name, "name": name} for name in offered],
            finished_at=now if because is FiledBecause.FINISHED else None,
        )
        return Told(conversation.id, file(tx, conversation.id, because, now))


@contextmanager
def served_staff(database: Database) -> Iterator[str]:
    """Serve the staff's side, with one member of staff of each role and the watch awake; give its address."""
    for role in Role:
        add_person(database, role, clock.now())
    with database.transaction() as tx:
        audit.beat(tx, "watch", clock.now() + timedelta(hours=1))
    with serving(put_together(database, pages_a_phone=True, farewell=FAREWELL)) as address:
        yield address


@contextmanager
def signed_in(address: str, role: Role, sign_in: str = "") -> Iterator[StaffClient]:
    """Sign somebody in over real HTTP; the client keeps the cookie, and brings the form's token with `post`."""
    with StaffClient(base_url=address, follow_redirects=False, timeout=10) as client:
        csrf = client.form_token("/sign-in")
        answer = client.post("/sign-in", data={"sign_in": sign_in or role.value, "password": PASSWORD, "csrf": csrf})
        assert answer.status_code == 303, answer.text
        yield client


@contextmanager
def entered(address: str, database: Database, staff_id: int) -> Iterator[StaffClient]:
    """Let somebody in without the slow hash of a password, by a session opened for them."""
    with database.transaction() as tx:
        token, _ = open_session(tx, staff.get_staff(tx, staff_id), clock.now())
    cookies = {COOKIE: token}
    with StaffClient(base_url=address, follow_redirects=False, timeout=10, cookies=cookies) as client:
        yield client


class StaffClient(httpx.Client):
    """A browser without a window: it reads the token out of a page's forms, as a browser sends it back."""

    def form_token(self, page: str) -> str:
        """Return the token of the forms of a page."""
        return self.get(page).text.split('name="csrf" value="')[1].split('"')[0]

    def send_form(self, page: str, action: str, **filled: str) -> httpx.Response:
        """Fill in a form of a page and send it."""
        return self.post(action, data={"csrf": self.form_token(page), **filled})
