"""Who is writing, and how their words come in."""

from __future__ import annotations

import hmac
import logging

from starlette.requests import Request

from bot.web import cookies
from bot.web.deps import WebDeps
from bot.web.forms import NOT_KEPT, NOT_SENT_YET, TOO_QUICK, Refused
from bot.web.thread import provider_id
from nightdoor.core.clock import now
from nightdoor.core.message import Channel, Inbound
from nightdoor.services.visit import Visitor, recognise, stay
from nightdoor.store import DatabaseDown

log = logging.getLogger(__name__)


async def known_visitor(deps: WebDeps, request: Request) -> Visitor | None:
    """Return whose browser this is; None if nobody's we know. Raises DatabaseDown."""
    token = cookies.visitor_token(request)
    if token is None:
        return None
    visitor = await deps.look(lambda tx: recognise(tx, deps.seal, token, now()))
    if visitor is None or visitor.words is not None:
        return visitor
    return await deps.write(lambda tx: stay(tx, deps.seal, visitor, now()))


async def writing_visitor(deps: WebDeps, request: Request) -> Visitor:
    """Return who writes: somebody known, or a newcomer. With the database down the seal alone must do.

    A newcomer's token grows out of the page's seed, so that two taps on *Send* are one visitor.
    """
    token = cookies.visitor_token(request)
    try:
        visitor = await known_visitor(deps, request)
        return visitor or await _newcomer(deps, cookies.page_seed(request))
    except DatabaseDown:
        address = deps.seal.address_in(token, now()) if token else None
        return Visitor(address, token) if token and address else _grown(deps, cookies.page_seed(request))


async def keep_words(deps: WebDeps, request: Request, visitor: Visitor, text: str, client_id: str) -> None:
    """Hand a message over; it is durably kept when this returns. Raises Refused (429, 503)."""
    newcomer = visitor.words is None
    if not deps.limits.messages.allows(visitor.address) or (
        newcomer and not deps.limits.newcomers.allows(network_address(request))
    ):
        raise Refused(429, "too_quick", TOO_QUICK, text)
    inbound = Inbound(Channel.WEB, visitor.address, provider_id(visitor.address, client_id, text), text, now())
    try:
        await deps.accept(inbound)
    except (RuntimeError, OSError) as error:
        log.error("a web message could not be kept: %s", type(error).__name__)
        raise Refused(503, "not_kept", NOT_KEPT, text) from None
    await _lasting(deps, visitor)


def check_form(deps: WebDeps, request: Request, form: dict[str, str]) -> None:
    """See that a form comes from a page that this very browser got from us. Raises Refused (403) with its text."""
    seed = cookies.page_seed(request)
    if seed is None or not hmac.compare_digest(deps.seal.csrf(seed).encode(), form.get("csrf", "").encode()):
        raise Refused(403, "old_page", NOT_SENT_YET, form.get("text", ""))


def network_address(request: Request) -> str:
    """Return where a request comes from, for counting only; never kept."""
    return request.client.host if request.client else ""


async def _newcomer(deps: WebDeps, seed: str | None) -> Visitor:
    """Return a newcomer, under a new address where the seed was used in a visit that is over."""
    grown = _grown(deps, seed)
    used = await deps.look(lambda tx: recognise(tx, deps.seal, grown.token, now()))
    return used or _fresh(deps)


def _grown(deps: WebDeps, seed: str | None) -> Visitor:
    token = deps.seal.token_of(seed, now()) if seed else None
    address = deps.seal.address_in(token, now()) if token else None
    return Visitor(address, token) if token and address else _fresh(deps)


def _fresh(deps: WebDeps) -> Visitor:
    token = deps.seal.fresh_token(now())
    return Visitor(token.partition(".")[0], token)


async def _lasting(deps: WebDeps, visitor: Visitor) -> None:
    """Let the way back last from now. The words are kept already: this may fail and be done at the next page."""
    try:
        await deps.write(lambda tx: stay(tx, deps.seal, visitor, now()))
    except DatabaseDown:
        log.warning("a visit could not be prolonged")
