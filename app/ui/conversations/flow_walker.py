"""The walk through a guided flow beside the open conversation: what it is, where it stands, what one does with it.

No widget: ``flow_pane`` shows it. It comes after the first window, and asks for nothing but the open talk's walk.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.commands import flows as commands
from app.commands.flows import Walked
from app.domain.flow_chart import Chart, Choice, Outcome, Step, collected, path, steps_left
from app.domain.flows import FlowWalk
from app.domain.notice import Changes
from app.storage import flows as queries
from app.storage.flows import FlowRow
from app.ui.conversations.desk import Desk
from app.ui.kit.i18n import tr


class Walker(QObject):
    """What the open conversation's walk is, read again whenever it changed."""

    changed = Signal()
    textWanted = Signal(str)
    """A step asks that this be put into the composer."""
    begun = Signal()
    """The person began a walk: it is shown, and has the keys."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.walk: FlowWalk | None = None
        self.chart: Chart | None = None
        self.offered: tuple[FlowRow, ...] = ()
        """The flows that suit the customer's last message."""
        desk.opened.connect(self._on_opened)
        desk.advice.changed.connect(self._offer)
        desk.ctx.feed.changed.connect(self._on_changes)
        self._on_opened(desk.current)

    # -- where it stands -------------------------------------------------------------------------------------------

    def way(self) -> list[tuple[str, Choice | None]]:
        """Return the steps up to where one stands, each with its choice."""
        return path(self.walk.start, self.walk.choices) if self.walk is not None else []

    @property
    def step(self) -> Step | None:
        """The step where one stands; None without a walk, or when the flow has lost it."""
        return self.chart.step(self.walk.at_step) if self.walk is not None and self.chart is not None else None

    def progress(self) -> tuple[int, int]:
        """Return (number of the step from 1, how many it will be at least)."""
        at = len(self.way())
        left = steps_left(self.chart, self.walk.at_step) if self.chart is not None and self.walk is not None else 0
        return at, at + left

    def values(self) -> dict[str, str]:
        """Return what was written down, by question."""
        return {key: note.value for key, note in collected(self.walk.notes).items()} if self.walk is not None else {}

    # -- what one does ---------------------------------------------------------------------------------------------

    def begin(self, flow_id: str) -> None:
        """Begin a flow in the open conversation."""
        wanted = self.desk.current

        def shown(walked: Walked) -> None:
            self._walked(walked)
            self.begun.emit()

        self.desk.ctx.tasks.write(lambda tx: commands.begin(tx, wanted, flow_id), shown, owner=self)

    def choose(self, number: int) -> None:
        """Choose an answer by its number from 1."""
        walk, step = self.walk, self.step
        if walk is None or step is None or not 1 <= number <= len(step.answers):
            return
        answer = step.answers[number - 1].id
        self.desk.ctx.tasks.write(lambda tx: commands.choose(tx, walk.id, step.id, answer), self._walked, owner=self)

    def back(self, to: str = "") -> None:
        """Go back a step, or to one that lies behind."""
        self._do(lambda tx, walk_id: commands.back(tx, walk_id, to))

    def send(self) -> None:
        """Send the step where one stands to the customer."""
        self._do(commands.send_step)

    def send_way(self) -> None:
        """Send what follows for certain."""
        self._do(commands.send_way)

    def finish(self, outcome: Outcome) -> None:
        """End the walk."""
        self._do(lambda tx, walk_id: commands.finish(tx, walk_id, outcome))

    def write_down(self, question_id: str, value: str) -> None:
        """Keep what was written down."""
        self._do(lambda tx, walk_id: commands.write_down(tx, walk_id, question_id, value))

    def act(self, step_id: str, action_id: str) -> None:
        """Carry out an action of a step to which the customer came by himself."""
        walk = self.walk
        if walk is not None:
            self.desk.ctx.tasks.write(
                lambda tx: commands.act(tx, walk.id, step_id, action_id), self._walked, owner=self
            )

    def _do(self, command: Callable[[Any, str], object]) -> None:
        walk = self.walk
        if walk is not None:
            self.desk.ctx.tasks.write(lambda tx: command(tx, walk.id), lambda _: self._read(), owner=self)

    def _walked(self, walked: Walked) -> None:
        for text in walked.texts:
            self.textWanted.emit(text)
        self._read()

    # -- reading ---------------------------------------------------------------------------------------------------

    def _on_opened(self, conversation_id: str) -> None:
        if self.walk is not None and self.walk.conversation_id != conversation_id:
            self._show((None, None))
        self._read()

    def _on_changes(self, changes: Changes) -> None:
        if not changes.kinds.isdisjoint({"flow_walk", "flow"}):
            self._read()

    def _read(self) -> None:
        wanted = self.desk.current

        def look(connection: Any) -> tuple[FlowWalk | None, Chart | None]:
            walk = queries.walk_in(connection, wanted) if wanted else None
            return walk, queries.chart_of(connection, walk) if walk is not None else None

        self.desk.ctx.tasks.read(look, self._show, key="walk", owner=self)

    def _show(self, found: tuple[FlowWalk | None, Chart | None]) -> None:
        before = self.walk
        if found != (self.walk, self.chart):
            self.walk, self.chart = found
            self.changed.emit()
        theirs = [choice for choice in self.walk.choices if not choice.by] if self.walk is not None else []
        if before is not None and self.walk is not None and before.id == self.walk.id and theirs:
            known = {choice.id for choice in before.choices}
            for choice in (each for each in theirs if each.id not in known):
                said = tr("客户选了「{answer}」").format(answer=choice.said)
                self.desk.ctx.notices.toast(said, tone="info")

    def _offer(self) -> None:
        said = self.desk.advice.suggested.query

        def show(found: list[FlowRow]) -> None:
            self.offered = tuple(found)
            self.changed.emit()

        self.desk.ctx.tasks.read(lambda c: queries.suiting(c, said), show, key="offer", owner=self)
