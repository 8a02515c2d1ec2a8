"""Run Rasa without TensorFlow, which none of our components uses: 330 MB less memory and a start some seconds sooner.

Rasa 3.6 imports the modules of DIET and TED with everything else. Their module-level code only names parts of
TensorFlow, as base classes, decorators and annotations; here each such name stands for nothing. Whoever puts DIET into
config.yml gets an ImportError that says so, and takes the one call of `leave_out` away.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any, ClassVar, Sequence

PACKAGES = frozenset(
    {"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"}
)


def leave_out() -> None:
    """Make imports of TensorFlow give empty modules. Call it before Rasa is imported."""
    if "tensorflow" not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Nothing(type):
    """Of a class that stands for any part of TensorFlow."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing

    def __call__(cls, *given: Any, **_: Any) -> Any:
        """As a decorator, leave what is decorated as it is; a component built on TensorFlow cannot be made."""
        if cls is not Nothing:
            raise ImportError(f"{cls.__name__} needs TensorFlow: see bot/without_tensorflow.py.")
        return given[0] if len(given) == 1 and callable(given[0]) else Nothing

    def __getitem__(cls, _: Any) -> Any:
        return Nothing

    def __or__(cls, _: Any) -> Any:
        return Nothing


class Nothing(metaclass=_Nothing):
    """Any part of TensorFlow."""

    def __init_subclass__(cls, **_: Any) -> None:
        """Take any keyword a base class of TensorFlow would."""


class _EmptyModule(ModuleType):
    __path__: ClassVar[list[str]] = []
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in PACKAGES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""
