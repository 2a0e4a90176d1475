"""The whole chat without a script."""

import time

import httpx
import pytest

from nightdoor.core.conversation import Holder
from tests.support.web_chat import WebChat, browser_of, field, write


def _go_on(browser: httpx.Client) -> str:
    return browser.get("/chat").text


def test_the_first_page_asks_for_the_story_and_names_999_and_the_way_out(browser: httpx.Client) -> None:
    page = browser.get("/").text
    assert "Tell us what is happening, in your own words" in page
    assert 'href="tel:999"' in page
    assert 'href="/exit"' in page


def test_what_is_sent_is_kept_and_shown(chat: WebChat, browser: httpx.Client) -> None:
    answer = write(browser, "I cannot pay <b>the rent</b> 😀\r\nplease help")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/chat#latest"
    chat.say("Thank you for telling me.")
    page = _go_on(browser)
    assert "I cannot pay &lt;b&gt;the rent&lt;/b&gt; 😀\nplease help" in page
    assert "Thank you for telling me." in page
    assert chat.texts() == ["I cannot pay <b>the rent</b> 😀\nplease help", "Thank you for telling me."]


def test_two_taps_on_send_are_one_message_of_one_visitor(chat: WebChat, browser: httpx.Client) -> None:
    page = browser.get("/").text
    form = {"csrf": field(page, "csrf"), "id": field(page, "id"), "text": "help"}
    assert browser.post("/chat", data=form).status_code == 303
    browser.cookies.delete("nightdoor")
    assert browser.post("/chat", data=form).status_code == 303
    assert chat.texts() == ["help"]


def test_the_same_page_with_other_words_is_another_message(chat: WebChat, browser: httpx.Client) -> None:
    page = browser.get("/").text
    form = {"csrf": field(page, "csrf"), "id": field(page, "id")}
    browser.post("/chat", data={**form, "text": "first"})
    browser.post("/chat", data={**form, "text": "second"})
    assert chat.texts() == ["first", "second"]


def test_the_page_comes_as_soon_as_the_reply_does(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "hello")
    started = time.monotonic()
    assert "The computer is reading it" in _go_on(browser)
    assert 2 < time.monotonic() - started < 4
    chat.say("Hello.")
    started = time.monotonic()
    assert "The computer is reading it" not in _go_on(browser)
    assert time.monotonic() - started < 1


def test_checking_for_a_reply_does_not_lose_what_is_being_written(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "hello")
    chat.say("Where do you live?")
    answer = write(browser, "i live in", page="/chat", check="1")
    assert answer.status_code == 200
    assert "Where do you live?" in answer.text
    assert "\ni live in</textarea>" in answer.text
    assert chat.texts() == ["hello", "Where do you live?"]
    assert write(browser, "", page="/chat", check="1").status_code == 303


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        ("", 422, "nothing in the box"),
        (" \r\n\t ", 422, "nothing in the box"),
        ("\x00\x00", 422, "nothing in the box"),
        ("x" * 10_001, 413, "Send it in parts"),
        ("😀" * 10_001, 413, "Send it in parts"),
    ],
)
def test_what_cannot_be_taken_is_refused_kindly(
    chat: WebChat, browser: httpx.Client, text: str, status: int, says: str
) -> None:
    answer = write(browser, text)
    assert answer.status_code == status
    assert says in answer.text
    assert chat.conversations() == []


@pytest.mark.parametrize(
    "text", ["😀😀", "x" * 10_000, "😀" * 10_000, "/restart", "a\x00b", "\u202eabc", "' OR 1=1 --"]
)
def test_what_is_only_odd_is_taken(chat: WebChat, browser: httpx.Client, text: str) -> None:
    assert write(browser, text).status_code == 303
    assert chat.texts() == [text.replace("\x00", "")]


def test_a_text_that_is_too_long_is_still_in_the_box(browser: httpx.Client) -> None:
    answer = write(browser, "long " * 3000)
    assert "long " * 3000 in answer.text


def test_a_megabyte_is_refused_unread(chat: WebChat, browser: httpx.Client) -> None:
    answer = write(browser, "x" * 1_000_000)
    assert answer.status_code == 413
    assert chat.conversations() == []


@pytest.mark.parametrize("missing", ["csrf", "cookie"])
def test_a_form_that_is_not_of_this_browser_keeps_nothing_but_the_text(
    chat: WebChat, browser: httpx.Client, missing: str
) -> None:
    page = browser.get("/").text
    form = {"csrf": field(page, "csrf"), "id": field(page, "id"), "text": "precious words"}
    if missing == "cookie":
        browser.cookies.clear()
    else:
        form["csrf"] = "0" * 32
    answer = browser.post("/chat", data=form)
    assert answer.status_code == 403
    assert "Press Send again" in answer.text
    assert "precious words</textarea>" in answer.text
    assert chat.conversations() == []
    again = {"csrf": field(answer.text, "csrf"), "id": field(answer.text, "id"), "text": "precious words"}
    assert browser.post("/chat", data=again).status_code == 303
    assert chat.texts() == ["precious words"]


def test_a_form_from_another_site_is_refused(chat: WebChat, browser: httpx.Client) -> None:
    page = browser.get("/").text
    form = {"csrf": field(page, "csrf"), "id": field(page, "id"), "text": "x"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert browser.post("/chat", data=form, headers=headers).status_code == 403
    assert chat.conversations() == []


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
def test_a_form_of_another_type_is_refused(browser: httpx.Client, kind: str) -> None:
    assert browser.post("/chat", content=b"text=x", headers={"content-type": kind}).status_code == 415


def test_too_many_fields_are_refused(browser: httpx.Client) -> None:
    body = "&".join(f"a{number}=1" for number in range(50))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/chat", content=body, headers=kind).status_code == 400


def test_somebody_too_quick_is_asked_to_wait_and_keeps_the_text(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "first")
    page = _go_on(browser)
    form = {"csrf": field(page, "csrf")}
    answers = [browser.post("/chat", data={**form, "text": f"number {n}", "id": f"message-{n}"}) for n in range(40)]
    assert {answer.status_code for answer in answers} == {303, 429}
    assert "number 39</textarea>" in answers[-1].text
    assert "Your words are still in the box" in answers[-1].text
    assert len(chat.texts()) == 1 + [answer.status_code for answer in answers].count(303)


def test_what_could_not_be_kept_is_said_and_stays_in_the_box(chat: WebChat, browser: httpx.Client) -> None:
    chat.breaks = True
    answer = write(browser, "please help")
    assert answer.status_code == 503
    assert "Our fault" in answer.text
    assert "please help</textarea>" in answer.text


def test_answers_of_one_tap_are_there_for_the_question_that_waits(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "hello")
    chat.ask("consent", "May I pass your story on?")
    assert 'value="Yes">Yes</button>' in _go_on(browser)
    chat.ask("name", "What name shall we use?")
    page = _go_on(browser)
    assert 'value="Skip">Skip this question</button>' in page
    assert 'value="Yes"' not in page
    chat.ask(None, "Thank you.")
    assert 'value="Skip"' not in _go_on(browser)


def test_it_always_says_who_is_writing(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "hello")
    chat.ask("consent", "May I pass it on?")
    assert "You are writing with a computer" in _go_on(browser)
    chat.hold(Holder.WAITING)
    page = _go_on(browser)
    assert "Nobody has answered yet" in page
    assert 'value="Yes"' not in page
    chat.hold(Holder.HUMAN)
    page = _go_on(browser)
    assert "A duty worker is with you" in page
    assert 'value="Yes"' not in page


def test_nobody_without_a_cookie_sees_a_chat(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "my secret")
    with browser_of(chat) as stranger:
        answer = stranger.get("/chat")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/"
        stranger.cookies.set("nightdoor", "a.b.c.d")
        assert stranger.get("/chat").status_code == 303


def test_one_visitor_never_sees_another(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "the first story")
    with browser_of(chat) as other:
        write(other, "the other story")
        chat.say("An answer")
        assert "the first story" not in _go_on(other)
