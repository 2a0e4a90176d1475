"""What every answer carries."""

from pathlib import Path

import httpx
import pytest

from nightdoor.store import Database
from nightdoor.store.spool import Spool
from tests.support.servers import serving
from tests.support.web_chat import WebChat, browser_of, write


@pytest.mark.parametrize("address", ["/", "/chat", "/back", "/exit", "/open", "/chat/events"])
def test_nothing_is_kept_framed_or_told_to_other_sites(browser: httpx.Client, address: str) -> None:
    headers = browser.get(address).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_the_chat_itself_and_refusals_carry_them_too(browser: httpx.Client) -> None:
    write(browser, "hello")
    for answer in (browser.get("/chat"), browser.post("/chat/messages", json={})):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_cookies_stay_at_home_and_out_of_scripts(browser: httpx.Client) -> None:
    browser.get("/")
    answer = write(browser, "hello")
    [cookie] = [c.lower() for c in answer.headers.get_list("set-cookie") if c.startswith("nightdoor=")]
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "max-age" not in cookie
    assert "secure" not in cookie


def test_behind_tls_cookies_never_travel_without_it(chat: WebChat) -> None:
    with serving(chat.app("https://night.example")) as url, httpx.Client(base_url=url) as client:
        assert "secure" in client.get("/").headers["set-cookie"].lower()


def test_the_demonstration_page_alone_may_frame_the_demonstration(database: Database, tmp_path: Path) -> None:
    chat = WebChat(database, Spool(tmp_path / "spool"))
    with serving(chat.app(demonstration=True)) as chat.url, browser_of(chat) as browser:
        headers = browser.get("/").headers
    assert "frame-ancestors http://127.0.0.1:8002" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_pages_bring_no_script_of_their_own_and_nothing_from_elsewhere(browser: httpx.Client) -> None:
    write(browser, "hello")
    for address in ("/", "/chat", "/back"):
        page = browser.get(address).text
        assert 'src="http' not in page
        assert " style=" not in page
        assert " onclick=" not in page


def test_the_chats_own_files_are_served_and_no_others(browser: httpx.Client) -> None:
    assert browser.get("/chat/static/chat.css").status_code == 200
    for name in ("chat.js.map", "..%2froutes.py", "%2e%2e/routes.py"):
        assert browser.get(f"/chat/static/{name}").status_code == 404
