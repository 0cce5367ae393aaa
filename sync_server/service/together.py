"""Questions that come at the same time are answered in one go.

While one batch is at work in its thread the next one gathers, so that a batch is as large as the load: alone a question
is answered at once, and a thousand together cost a few queries more than one. First come, first answered.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")
MOST = 200
"""Questions of one batch: the first of it is not to wait for all that a thousand ask."""


class Together(Generic[Q, A]):
    """Answers questions by ``work``, which returns an answer or an error for each, in their order.

    It is asked in one event loop, and works in a thread of its own; ``every_s`` is the least time between two batches.
    """

    def __init__(self, name: str, work: Callable[[Sequence[Q]], Sequence[A | Exception]], every_s: float = 0.0) -> None:
        self._work = work
        self._every_s = every_s
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._asked = 0
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._runner: asyncio.Task[None] | None = None

    async def ask(self, question: Q) -> A:
        """Return the answer. Raises what ``work`` gave or raised for it."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[A] = loop.create_future()
        self._waiting.append((question, answer))
        if self._runner is None:
            self._runner = loop.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                begun = loop.time()
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                asked = [each for each in batch if not each[1].done()]  # who left meanwhile needs no answer
                self._asked = len(asked)
                if asked:
                    await self._answer(asked)
                self._asked = 0
                await asyncio.sleep(max(0.0, begun + self._every_s - loop.time()))
        finally:
            self._runner = None

    async def _answer(self, asked: Sequence[tuple[Q, asyncio.Future[A]]]) -> None:
        loop = asyncio.get_running_loop()
        questions = [question for question, _ in asked]
        try:
            found: Sequence[A | Exception] = await loop.run_in_executor(self._thread, self._work, questions)
        except Exception as error:
            found = [error] * len(asked)
        for (_, answer), what in zip(asked, found, strict=True):
            if answer.done():
                continue
            if isinstance(what, Exception):
                answer.set_exception(what)
            else:
                answer.set_result(what)

    @property
    def under_way(self) -> int:
        """How many questions are not answered yet."""
        return len(self._waiting) + self._asked

    def close(self) -> None:
        """Answer nothing more."""
        self._thread.shutdown(wait=True)
