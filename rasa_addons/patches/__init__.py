"""What is changed in Rasa's own code, and the only place that changes it.

Each replacement names the class that it expects to find, and is a subclass of it: with another Rasa than the one these
were written for, nothing is patched and Rasa does not start.
"""

from __future__ import annotations

from types import ModuleType

import rasa.core.actions.action
import rasa.core.actions.forms
import rasa.core.agent
from rasa import version
from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.exceptions import RasaException

from rasa_addons.patches.event_types import resolve_by_name
from rasa_addons.patches.loud_store import loud_store
from rasa_addons.patches.processor import ParleyProcessor
from rasa_addons.patches.remote_action import ParleyRemoteAction

RASA = "3.6.21"


def apply() -> None:
    """Patch Rasa; a second time changes nothing. Raises RasaException when this is not the Rasa it is meant for."""
    if version.__version__ != RASA:
        raise RasaException(f"rasa_addons are written for Rasa {RASA}; this is {version.__version__}.")
    _replace(rasa.core.agent, "FailSafeTrackerStore", FailSafeTrackerStore, loud_store)
    _replace(rasa.core.agent, "MessageProcessor", MessageProcessor, ParleyProcessor)
    _replace(rasa.core.actions.action, "RemoteAction", RemoteAction, ParleyRemoteAction)
    _replace(rasa.core.actions.forms, "RemoteAction", RemoteAction, ParleyRemoteAction)
    resolve_by_name()


def _replace(module: ModuleType, name: str, expected: object, ours: object) -> None:
    found = getattr(module, name, None)
    if found is not expected and found is not ours:
        raise RasaException(f"{module.__name__}.{name} is not what rasa_addons expect; somebody else patched it.")
    setattr(module, name, ours)
