"""Pictures of pages, taken by the journeys that walk through them: NIGHTDOOR_SHOTS names the folder they go to."""

import os
from pathlib import Path

from playwright.sync_api import Page


def shoot(page: Page, name: str) -> None:
    """Take a picture of a page, where somebody asked for pictures."""
    if folder := os.environ.get("NIGHTDOOR_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")
