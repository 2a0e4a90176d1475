"""Debian's Chromium, driven by Playwright, and axe-core to judge what it shows."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WEATHER = "https://www.bbc.co.uk/**"
TOOLS = Path(__file__).parent.parent / "browser-tools"
AXE = TOOLS / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser. Not for longer than a module: Playwright keeps an event loop in this thread meanwhile."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def axe_source() -> str:
    """Return axe-core's script; npm brings it the first time."""
    if not AXE.exists():
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=TOOLS, check=True, timeout=120)
    return AXE.read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """Return what axe-core holds against a page (WCAG 2.2 AA and good practice), each with the place."""
    page.evaluate(axe_source())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found["violations"] for node in fault["nodes"]]


def fits(page: Page) -> bool:
    """Whether nothing of a page stands out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def visit(browser: Browser, width: int = 375, *, script: bool = True, dark: bool = False) -> BrowserContext:
    """Return somebody's own browser. The weather page is not fetched: it only has to be where one arrives."""
    somebody = browser.new_context(
        viewport={"width": width, "height": 720},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        locale="en-GB",
    )
    somebody.set_default_timeout(15_000)
    somebody.route(WEATHER, lambda route: route.fulfill(body="<title>Weather</title><h1>Sunny</h1>"))
    return somebody
