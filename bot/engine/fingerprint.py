"""Has the training data changed? One short name for everything that a model is made of. Standard library only."""

from __future__ import annotations

import hashlib
from pathlib import Path

MADE_OF = ("config.yml", "bot/domain/*.yml", "data/nlu/*.yml", "data/rules/*.yml", "data/stories/*.yml")
COMPONENTS = ("bot/engine/uv.lock", "bot/engine/embedding.py", "bot/engine/listening.py")


def of_training_data(root: Path) -> str:
    """Return twelve hex digits that change with the configuration, domain, data, components or locked libraries."""
    digest = hashlib.sha256()
    for pattern in MADE_OF + COMPONENTS:
        for path in sorted(root.glob(pattern)):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
