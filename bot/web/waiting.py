"""A short wait on the server, so that without a script, too, the reply is there when the page comes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.web.deps import WebDeps
from bot.web.thread import Thread, read_thread
from nightdoor.core.clock import now
from nightdoor.services.visit import Visitor

LONGEST_WAIT_SECONDS = 2.5
JUST_WRITTEN = timedelta(seconds=20)
"""Only somebody who has just written waits; a page opened later comes at once."""


async def thread_now(deps: WebDeps, visitor: Visitor) -> Thread:
    """Return the thread as it is. Raises DatabaseDown."""
    return await deps.look(lambda tx: read_thread(tx, visitor.address))


async def wait_for_reply(deps: WebDeps, visitor: Visitor) -> Thread:
    """Return the thread as soon as it has a reply, or as it is when the wait is over. Raises DatabaseDown."""
    thread = await thread_now(deps, visitor)
    if not (thread.waits and now() - thread.said[-1].at < JUST_WRITTEN):
        return thread
    with deps.news.listen(visitor.address) as news:
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                while thread.waits:
                    await news.wait()
                    news.clear()
                    thread = await thread_now(deps, visitor)
        except TimeoutError:
            return thread
    return thread
