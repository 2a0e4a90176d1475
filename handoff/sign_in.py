"""Signing in and out."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Annotated

from fastapi import APIRouter, Cookie, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from handoff.guard import COOKIE, Anybody, Forbidden, home_of, same_token
from handoff.room import InRoom, Room
from nightdoor.services import sign_in as door

router = APIRouter()

FORM_COOKIE = "nightdoor_form"
"""Nobody has a session yet on the sign-in page: its form brings back the token of this cookie."""


@router.get("/sign-in")
def show(room: InRoom, to: str = "") -> HTMLResponse:
    """Show the form."""
    return _form(room, to)


@router.post("/sign-in")
def enter(
    room: InRoom,
    sign_in: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
    to: Annotated[str, Form()] = "",
    nightdoor_form: Annotated[str, Cookie()] = "",
) -> Response:
    """Open a session."""
    if not nightdoor_form or not same_token(csrf, nightdoor_form):
        raise Forbidden
    try:
        token, session = door.sign_in(room.database, sign_in, password, room.clock(), demonstration=room.demonstration)
    except door.SignInRefused:
        return _form(room, to, sign_in=sign_in, status=401)
    answer = RedirectResponse(_inside(to) or home_of(session.staff), 303)
    _give(room, answer, COOKIE, token)
    answer.delete_cookie(FORM_COOKIE)
    return answer


@router.post("/sign-out")
def leave(room: InRoom, session: Anybody) -> Response:
    """End the session."""
    door.sign_out(room.database, session, room.clock())
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/")
def home(session: Anybody) -> Response:
    """Go to where somebody's work begins."""
    return RedirectResponse(home_of(session.staff), 303)


def _form(room: Room, to: str, *, sign_in: str = "", status: int = 200) -> HTMLResponse:
    csrf = token_urlsafe(32)
    refused = status != 200
    answer = room.page(
        "sign-in.html", status=status, csrf=csrf, to=_inside(to), sign_in=sign_in, refused=refused, tries=door.TRIES
    )
    _give(room, answer, FORM_COOKIE, csrf)
    return answer


def _give(room: Room, answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, httponly=True, samesite="strict", secure=room.secure, path="/")


def _inside(to: str) -> str:
    """Return a path of ours to go on to, never another site's address."""
    return to if to.startswith(("/duty", "/queue")) and "\\" not in to else ""
