"""Taking what comes in: a form, a message of the script, three words; and saying no kindly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from bot.web import cookies, forms, pages, visitors
from bot.web.deps import WebDeps
from bot.web.forms import Refused
from bot.web.pages import Draft
from bot.web.thread import Thread
from bot.web.waiting import thread_now, wait_for_reply
from nightdoor.core.clock import now
from nightdoor.services.visit import Visitor, come_back
from nightdoor.store import DatabaseDown

SEE_OTHER = 303


async def take_form(deps: WebDeps, request: Request) -> Response:
    """Keep what a form brought; the page that follows is a page of its own, so that reloading sends nothing again."""
    form = await _our_form(deps, request)
    if "check" in form:
        return await _check_again(deps, request, form.get("text", ""))
    text, client_id = forms.checked_text(form.get("text", "")), forms.checked_id(form.get("id", ""))
    visitor = await visitors.writing_visitor(deps, request)
    await visitors.keep_words(deps, request, visitor, text, client_id)
    response = RedirectResponse("/chat#latest", SEE_OTHER)
    cookies.give_visitor(response, visitor.token, https=deps.is_https)
    return response


async def _check_again(deps: WebDeps, request: Request, text: str) -> Response:
    """Show what is new without losing what is being written."""
    if not text.strip():
        return RedirectResponse("/chat#latest", SEE_OTHER)
    return await _page_with(deps, request, Draft(text=text), wait_for_reply)


async def say_refused(deps: WebDeps, request: Request, refused: Refused) -> Response:
    """Show the page again, with what was written still in the box."""
    return await _page_with(deps, request, Draft.of(refused), thread_now)


async def _page_with(
    deps: WebDeps, request: Request, draft: Draft, read: Callable[[WebDeps, Visitor], Awaitable[Thread]]
) -> Response:
    """Return the page where the visitor is, with a draft in its box."""
    try:
        visitor = await visitors.known_visitor(deps, request)
        if visitor is None:
            return pages.start_page(deps, request, draft)
        return pages.chat_page(deps, request, await read(deps, visitor), visitor, draft)
    except DatabaseDown:
        return pages.down_page(deps, request, draft)


async def take_words(deps: WebDeps, request: Request) -> Response:
    """Open the conversation that three words belong to."""
    form = await _our_form(deps, request)
    limits = deps.limits
    if not (limits.tries.allows(visitors.network_address(request)) and limits.all_tries.allows("")):
        raise Refused(429, "too_many_tries", "Too many tries. Wait 15 minutes, or start again: we will listen.")
    token = await deps.write(lambda tx: come_back(tx, deps.seal, form.get("words", ""), now()))
    if token is None:
        raise Refused(422, "unknown_words", "These words open no chat of the last 12 hours. Check each word.")
    response = RedirectResponse("/chat#latest", SEE_OTHER)
    cookies.give_visitor(response, token, https=deps.is_https)
    return response


async def take_json(deps: WebDeps, request: Request) -> Response:
    """Keep what a script, or a program, sent."""
    if not forms.from_our_pages(request, deps.host):
        raise Refused(403, "from_elsewhere", forms.ELSEWHERE)
    text, client_id = await forms.read_json(request)
    visitor = await visitors.writing_visitor(deps, request)
    await visitors.keep_words(deps, request, visitor, text, client_id)
    response = JSONResponse({"status": "kept", "id": client_id}, 202)
    cookies.give_visitor(response, visitor.token, https=deps.is_https)
    return response


async def _our_form(deps: WebDeps, request: Request) -> dict[str, str]:
    """Return the fields of a form of ours, sent by the browser that got it."""
    form = await forms.read_form(request)
    if not forms.from_our_pages(request, deps.host, null_is_ours=True):
        raise Refused(403, "from_elsewhere", forms.ELSEWHERE)
    visitors.check_form(deps, request, form)
    return form
