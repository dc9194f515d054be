from .connection import Connection, Kind
from .inbox import InboxDelivery, Replay
from .rejected import RejectedDelivery
from .state import State

__all__ = ["Connection", "InboxDelivery", "Kind", "RejectedDelivery", "Replay", "State"]
