"""Every route of the staff's side proves its guard: a new one that is not in this table fails."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from handoff.app import put_together
from nightdoor.core.staff import Role
from nightdoor.store import Database
from tests.support.servers import serving
from tests.support.staff_side import PASSWORD, StaffClient, entered

DUTY = {Role.DUTY, Role.MANAGER}
LEAD = {Role.LEAD, Role.MANAGER}
ANYBODY = set(Role)
OPEN = None

WHO_MAY: dict[tuple[str, str], set[Role] | None] = {
    ("GET", "/healthz"): OPEN,
    ("GET", "/readyz"): OPEN,
    ("GET", "/sign-in"): OPEN,
    ("POST", "/sign-in"): OPEN,
    ("POST", "/sign-out"): ANYBODY,
    ("GET", "/"): ANYBODY,
    ("GET", "/duty"): DUTY,
    ("GET", "/duty/events"): DUTY,
    ("GET", "/duty/alerts/{alert_id}"): DUTY,
    ("GET", "/duty/alerts/{alert_id}/events"): DUTY,
    ("POST", "/duty/alerts/{alert_id}/acknowledge"): DUTY,
    ("POST", "/duty/alerts/{alert_id}/take-over"): DUTY,
    ("POST", "/duty/alerts/{alert_id}/words"): DUTY,
    ("POST", "/duty/alerts/{alert_id}/stand-down"): DUTY,
    ("GET", "/queue"): LEAD,
    ("GET", "/queue.csv"): LEAD,
    ("GET", "/queue/print"): LEAD,
    ("GET", "/queue/{case_id}"): LEAD,
    ("POST", "/queue/{case_id}/allocate"): LEAD,
    ("POST", "/queue/{case_id}/note"): LEAD,
    ("POST", "/queue/{case_id}/close"): LEAD,
}
GUARDED = [(*route, roles) for route, roles in WHO_MAY.items() if roles is not OPEN]


@pytest.fixture(scope="module")
def clients(
    tmp_path_factory: pytest.TempPathFactory, staffed: tuple[Path, dict[Role, int]]
) -> Iterator[dict[Role, StaffClient]]:
    """Somebody of each role, on one staff's side for all of these tests: none gets as far as changing anything."""
    path, people = staffed
    database = Database(f"sqlite:///{shutil.copy(path, tmp_path_factory.mktemp('guards') / 'n.db')}")
    with serving(put_together(database)) as address, ExitStack() as stack:
        yield {role: stack.enter_context(entered(address, database, people[role])) for role in Role}
    database.close()


def _path(pattern: str) -> str:
    return pattern.replace("{alert_id}", "1").replace("{case_id}", "1")


def test_every_route_is_in_the_table(database: Database) -> None:
    app = put_together(database)
    found = iter_route_contexts(app.routes)
    assert {(method, route.path) for route in found for method in route.methods or ()} == set(WHO_MAY)


@pytest.mark.parametrize(("method", "pattern", "roles"), GUARDED)
def test_nobody_gets_in_without_signing_in(
    clients: dict[Role, StaffClient], method: str, pattern: str, roles: set[Role]
) -> None:
    answer = httpx.request(method, str(clients[Role.DUTY].base_url.join(_path(pattern))))
    if pattern.endswith("/events"):
        assert answer.status_code == 401
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("method", "pattern", "role"),
    [(method, pattern, role) for method, pattern, roles in GUARDED for role in Role if role not in roles],
)
def test_the_wrong_role_is_refused(clients: dict[Role, StaffClient], method: str, pattern: str, role: Role) -> None:
    csrf = clients[role].form_token(clients[role].get("/").headers["location"])
    answer = clients[role].request(method, _path(pattern), data={"csrf": csrf} if method == "POST" else None)
    assert answer.status_code == 403


@pytest.mark.parametrize("pattern", [pattern for method, pattern, _ in GUARDED if method == "POST"])
@pytest.mark.parametrize("csrf", ["", "invented", None])
def test_a_form_without_its_token_is_refused(clients: dict[Role, StaffClient], pattern: str, csrf: str | None) -> None:
    answer = clients[Role.MANAGER].post(_path(pattern), data={} if csrf is None else {"csrf": csrf})
    assert answer.status_code == 403


def test_a_sign_in_form_without_its_token_is_refused(clients: dict[Role, StaffClient]) -> None:
    filled = {"sign_in": "duty", "password": PASSWORD, "csrf": "invented"}
    assert clients[Role.DUTY].post("/sign-in", data=filled).status_code == 403
