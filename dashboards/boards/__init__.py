"""The boards, by reader: an upper app adds its own with `register` in its `ready`."""

from people.models import User

from .base import Board
from .executive import ExecutiveBoard
from .look import Look
from .marketing import MarketingBoard
from .promises import PromisesBoard
from .quality import QualityBoard
from .sales import SalesBoard
from .state import StateBoard

boards: dict[str, type[Board]] = {}


def register(board: type[Board]) -> None:
    """The same key again replaces it."""
    boards[board.key] = board


def first_for(user: User) -> type[Board]:
    """The board that this reader's role opens on."""
    return next((board for board in boards.values() if user.role in board.readers), StateBoard)


for _board in (StateBoard, MarketingBoard, SalesBoard, PromisesBoard, QualityBoard, ExecutiveBoard):
    register(_board)

__all__ = ["Board", "Look", "boards", "first_for", "register"]
