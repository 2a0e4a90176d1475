"""`python -m nightdoor`: the same as the `nightdoor` command, whatever the path holds."""

from __future__ import annotations

from nightdoor.cli import main

if __name__ == "__main__":
    main()
