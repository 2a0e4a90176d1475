"""Stand-ins for the heavy libraries that Rasa imports and our pipeline never calls.

Rasa 3.6 imports TensorFlow, Keras, JAX and matplotlib when it starts, though only its neural policies and
plots call them. Standing in for them takes start-up from 15-31 s to 7 s and memory from over 700 MB to about 340 MB.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

LEFT_OUT = (
    "tensorflow",
    "tensorflow_addons",
    "tensorflow_hub",
    "tensorflow_text",
    "keras",
    "jax",
    "matplotlib",
)


class _StandIn(type):
    """A class whose every attribute, item and call is another stand-in, so class bodies and decorators import."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name)

    def __getitem__(cls, item: object) -> Any:
        return cls

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        decorates = len(args) == 1 and not kwargs and callable(args[0])
        return args[0] if decorates else _stand_in(cls.__name__)


def _stand_in(name: str) -> Any:
    return _StandIn(name, (), {})


class _StubModule(ModuleType):
    """A module that holds whatever is asked of it."""

    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name)


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module under the names in `LEFT_OUT` and loads an empty one."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Claim a left-out module; everything else is somebody else's."""
        if fullname.partition(".")[0] not in LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Make the stand-in module."""
        return _StubModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is nothing to run."""


def install() -> None:
    """Put the finder first, before anything of Rasa's is imported. Safe to call twice."""
    if not any(isinstance(finder, StubFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, StubFinder())
