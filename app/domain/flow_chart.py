"""What a guided flow consists of, what is wrong with one, and where somebody stands who walks it.

Pure functions over steps that name each other by stable ids; :mod:`app.domain.flows` holds the rows.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from app.domain.bounds import Key, Words
from app.domain.files import FileRef

MOST_ANSWERS = 9
"""Answers of one step: they are chosen by the number keys."""
MOST_STEPS = 200


class Outcome(enum.StrEnum):
    """How a walk ended. A step says which of the first two it leads to."""

    SOLVED = "solved"
    HANDOVER = "handover"
    STOPPED = "stopped"


class ActionKind(enum.StrEnum):
    CATEGORY = "category"
    """Set the conversation's problem type to the category whose id is the value."""
    TICKET = "ticket"
    """Open a ticket with the value as its title."""
    TEXT = "text"
    """Put the value into the composer."""


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way on: ``to`` is the id of a step. A step with a single answer needs no ``text``: it just goes on."""

    id: Key
    text: Words = ""
    to: Key = ""
    hint: Words = ""


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to write down at a step."""

    id: Key
    name: Words
    required: bool = False


class Action(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that is done when an agent comes to a step."""

    id: Key
    kind: ActionKind
    value: Words = ""


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step: ``title`` stands in the chart, ``text`` is what the customer is told or asked, ``note`` the agent.

    ``outcome`` is set where the flow ends; elsewhere ``answers`` lead on.
    """

    id: Key
    title: Words = ""
    text: Words = ""
    note: Words = ""
    answers: tuple[Answer, ...] = ()
    images: tuple[FileRef, ...] = ()
    articles: tuple[Key, ...] = ()
    questions: tuple[Question, ...] = ()
    actions: tuple[Action, ...] = ()
    outcome: Outcome | None = None

    @property
    def name(self) -> str:
        """One line that stands for the step."""
        return self.title.strip() or " ".join(self.text.split())[:40]

    def answer(self, answer_id: str) -> Answer | None:
        """Return one of its answers."""
        return next((each for each in self.answers if each.id == answer_id), None)


Steps = tuple[Step, ...]


class Chart(msgspec.Struct, frozen=True, omit_defaults=True):
    """A flow as it is walked: frozen when it was published."""

    title: Words
    start: Key
    steps: Steps

    def step(self, step_id: str) -> Step | None:
        """Return a step, None for one that this chart does not have."""
        return next((each for each in self.steps if each.id == step_id), None)


class Trouble(msgspec.Struct, frozen=True):
    """What keeps a flow from being published: a code, and where. ``answer`` is an answer's number, 0 for none."""

    code: str
    step_id: str = ""
    step: str = ""
    answer: int = 0


def troubles(title: str, start: str, steps: Sequence[Step]) -> list[Trouble]:
    """Return what is wrong with a flow, in the order of its steps; [] when customers can be led by it."""
    found = [] if title.strip() else [Trouble("flow_no_title")]
    by_id = {step.id: step for step in steps}
    if start not in by_id:
        return [*found, Trouble("flow_no_start")]
    if len(steps) > MOST_STEPS:
        found.append(Trouble("flow_too_long"))
    reached, ending = reachable(start, by_id), _ending(steps)
    for number, step in enumerate(steps, 1):
        name = step.name or str(number)
        found += [Trouble(code, step.id, name, answer) for code, answer in _step_troubles(step, by_id)]
        if step.id not in reached:
            found.append(Trouble("flow_unreachable", step.id, name))
        elif step.id not in ending and (step.outcome is None and step.answers):
            found.append(Trouble("flow_no_way_out", step.id, name))
    return found


def _step_troubles(step: Step, by_id: Mapping[str, Step]) -> Iterable[tuple[str, int]]:
    if not step.text.strip() and not step.images:
        yield "flow_step_empty", 0
    if not step.answers and step.outcome is None:
        yield "flow_dead_end", 0
    if step.answers and step.outcome is not None:
        yield "flow_end_goes_on", 0
    if len(step.answers) > MOST_ANSWERS:
        yield "flow_many_answers", 0
    for number, answer in enumerate(step.answers, 1):
        if answer.to not in by_id:
            yield "flow_answer_nowhere", number
        if not answer.text.strip() and len(step.answers) > 1:
            yield "flow_answer_empty", number
    if any(not question.name.strip() for question in step.questions):
        yield "flow_question_empty", 0
    if any(not action.value.strip() for action in step.actions):
        yield "flow_action_empty", 0


def reachable(start: str, by_id: Mapping[str, Step]) -> set[str]:
    """Return the ids of the steps to which some way leads from ``start``."""
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        step = by_id.get(ahead.pop())
        if step is not None and step.id not in reached:
            reached.add(step.id)
            ahead += [answer.to for answer in step.answers]
    return reached


def _ending(steps: Sequence[Step]) -> set[str]:
    """Return the ids of the steps from which some way leads to an end."""
    before: dict[str, list[str]] = {}
    for step in steps:
        for answer in step.answers:
            before.setdefault(answer.to, []).append(step.id)
    ending: set[str] = set()
    ahead = [step.id for step in steps if step.outcome is not None or not step.answers]
    while ahead:
        key = ahead.pop()
        if key not in ending:
            ending.add(key)
            ahead += before.get(key, [])
    return ending


def steps_left(chart: Chart, step_id: str) -> int:
    """Return how many steps the shortest way from a step to an end still has, that step not counted."""
    by_id = {step.id: step for step in chart.steps}
    seen, row, far = {step_id}, [step_id], 0
    while row:
        found = [by_id[key] for key in row if key in by_id]
        if any(not step.answers for step in found):
            return far
        row = list(dict.fromkeys(answer.to for step in found for answer in step.answers if answer.to not in seen))
        seen.update(row)
        far += 1
    return max(far - 1, 0)


def way_ahead(chart: Chart, step_id: str) -> list[Step]:
    """Return the steps that follow for certain: up to the first that has several answers, or the end."""
    found: list[Step] = []
    step = chart.step(step_id)
    while step is not None and step not in found:
        found.append(step)
        step = chart.step(step.answers[0].to) if len(step.answers) == 1 else None
    return found


# -- walking -----------------------------------------------------------------------------------------------------------


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """One choice of a walk, never changed: at ``step_id`` somebody chose an answer, which led to the step ``to``.

    Without an ``answer_id`` he went back to ``to``. ``asked`` and ``said`` are the words of step and answer as they
    were; ``by`` is the agent's id, "" for the customer himself.
    """

    id: Key
    at: int
    step_id: Key
    answer_id: Key = ""
    to: Key = ""
    asked: Words = ""
    said: Words = ""
    by: Key = ""


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was written down for a question of a step; of several the newest counts."""

    id: Key
    at: int
    question_id: Key
    name: Words
    value: Words


def path(start: str, choices: Iterable[Choice]) -> list[tuple[str, Choice | None]]:
    """Return the steps from the start to where the walk stands, each with the choice that led on from it.

    Choices count in the order of their times, wherever they were made: one at a step that lies behind turns back to it.
    """
    way: list[tuple[str, Choice | None]] = [(start, None)]
    for choice in sorted(choices, key=lambda each: (each.at, each.id)):
        wanted = choice.step_id if choice.answer_id else choice.to
        at = next((at for at in range(len(way) - 1, -1, -1) if way[at][0] == wanted), None)
        if at is None:
            continue
        del way[at + 1 :]
        way[at] = (wanted, None)
        if choice.answer_id:
            way[at] = (wanted, choice)
            way.append((choice.to, None))
    return way


def collected(notes: Iterable[Note]) -> dict[str, Note]:
    """Return the newest note of each question."""
    return {note.question_id: note for note in sorted(notes, key=lambda each: (each.at, each.id))}
