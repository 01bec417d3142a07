"""What the page's script sends of a click or a form, checked: a browser may show what is no longer there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.errors import RapporteurError
from page.conversation import Turn

Click = Mapping[str, Any]
Turns = tuple[Turn, ...]


class StaleError(RapporteurError):
    """The browser shows something that is no longer there."""

    def __init__(self) -> None:
        super().__init__("Cette partie de la page n'existe plus : rechargez la page.")


def number(click: Click, name: str, below: int) -> int:
    """A number of a click, within what there is. Raises `StaleError`."""
    try:
        found = int(click[name])
    except (KeyError, TypeError, ValueError) as error:
        raise StaleError from error
    if not 0 <= found < below:
        raise StaleError
    return found


def turn(turns: Turns, click: Click) -> Turn:
    """The turn that was clicked. Raises `StaleError`."""
    return turns[number(click, "turn", len(turns))]


def text(click: Click, name: str, longest: int = 500) -> str:
    """A field of a form as one line, "" when it is not there."""
    return " ".join(str(click.get(name) or "").split())[:longest]
