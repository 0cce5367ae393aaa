"""Back and forward through the places where a person was."""

from collections.abc import Collection

from app.ui.kit.screen import Place

LENGTH = 50


class History:
    """A browser's history: going somewhere new drops what lies ahead; the same place twice counts once."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def current(self) -> Place | None:
        """Where one is now."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at + 1 < len(self._places)

    def visit(self, place: Place) -> None:
        """Go to a new place."""
        if place == self.current:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-LENGTH]
        self._at = len(self._places) - 1

    def replace(self, place: Place) -> None:
        """Say more precisely where one is: a screen opened by its name has chosen its first item."""
        if self.current is None:
            self.visit(place)
        else:
            self._places[self._at] = place

    def keep(self, screens: Collection[str]) -> None:
        """Forget the places of screens that are not there any more."""
        ahead = sum(place.screen in screens for place in self._places[self._at + 1 :])
        self._places = [place for place in self._places if place.screen in screens]
        self._at = len(self._places) - 1 - ahead
        if self._at < 0 and self._places:
            self._at = 0

    def back(self) -> Place | None:
        """Go back and return where one is, or None if there is nothing behind."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        """Go forward and return where one is, or None if there is nothing ahead."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self._places[self._at]
