"""Rasa without TensorFlow: 6 seconds and 330 MB less, for a model that has no neural network.

Rasa imports TensorFlow with modules that only name its types. Here `tensorflow` and its companions import as empty
shells: they can be named, inherited from and decorated with, and raise RasaException as soon as one is used.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from rasa.shared.exceptions import RasaException

PACKAGES = frozenset({"tensorflow", "keras", "tensorflow_hub", "tensorflow_text", "tensorflow_addons"})


def leave_out() -> None:
    """From now on import shells for TensorFlow. Raises RasaException when the real one is there already."""
    if any(isinstance(finder, _ShellFinder) for finder in sys.meta_path):
        return
    if PACKAGES & sys.modules.keys():
        raise RasaException("TensorFlow has been imported already; it cannot be left out any more.")
    sys.meta_path.insert(0, _ShellFinder())


class _ShellType(type):
    """A class whose every attribute is another such class, and which cannot be instantiated."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _shell(f"{cls.__qualname__}.{name}")

    def __getitem__(cls, _: Any) -> Any:
        return cls

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if "__shell__" not in vars(cls):
            raise RasaException(f"{cls.__qualname__} needs TensorFlow; start Rasa with `rasa` instead.")
        return _decorate(cls, args, kwargs)


def _decorate(cls: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """`@tf.function` and `@tf.function(...)` leave a function as it is; nothing else may be called."""
    if cls.__qualname__ != "tensorflow.function":
        raise RasaException(f"{cls.__qualname__} needs TensorFlow; start Rasa with `rasa` instead.")
    return args[0] if args and callable(args[0]) else lambda function: function


def _shell(name: str) -> Any:
    return _ShellType(name, (), {"__shell__": True, "__module__": name.partition(".")[0], "__qualname__": name})


class _ShellModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _shell(f"{self.__name__}.{name}")


class _ShellFinder(MetaPathFinder, Loader):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in PACKAGES else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _ShellModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        return None
