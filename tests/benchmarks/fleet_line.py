"""HTTP/1.1 over bare asyncio connections: as little work as may be beside what is measured."""

import asyncio
from typing import NamedTuple

import msgspec
import zstandard


class Answer(NamedTuple):
    """What came back: the body is unpacked."""

    status: int
    head: bytes
    body: bytes

    def retry_after(self) -> float:
        """Return after how many seconds the server wants to be asked again, 0 if it does not say."""
        for line in self.head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"retry-after":
                return float(value)
        return 0.0


class Line(asyncio.Protocol):
    """One connection; one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._got = bytearray()
        self._answer: asyncio.Future[Answer] | None = None
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the server closed the connection"))

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = self._got.find(b"\r\n\r\n")
        if end < 0 or self._answer is None or self._answer.done():
            return
        head = bytes(self._got[:end])
        lower = head.lower()
        at = lower.find(b"content-length:")
        size = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._got) < end + 4 + size:
            return
        body = bytes(self._got[end + 4 : end + 4 + size])
        del self._got[: end + 4 + size]
        if b"content-encoding: zstd" in lower:
            body = zstandard.decompress(body)
        if b"connection: close" in lower:
            self.close()
        self._answer.set_result(Answer(int(head[9:12]), head, body))

    async def ask(self, request: bytes, seconds: float) -> Answer:
        """Send a request and return its answer. Raises OSError and TimeoutError."""
        assert self._transport is not None
        if self.closed:
            raise ConnectionResetError("closed")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            async with asyncio.timeout(seconds):
                return await self._answer
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        self.closed = True
        if self._transport is not None:
            self._transport.close()


class Lines:
    """The connections of one desk: as in its connection pool, the one that rested least is used first."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._common = f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nAccept-Encoding: zstd\r\n".encode()
        self._idle: list[Line] = []

    async def get(self, path: str, seconds: float) -> Answer:
        """Make a request without a body. Raises OSError and TimeoutError."""
        return await self._ask(f"GET {path} HTTP/1.1\r\n".encode() + self._common + b"\r\n", seconds)

    async def post(self, path: str, body: msgspec.Struct, seconds: float) -> Answer:
        """Make a request with a JSON body. Raises OSError and TimeoutError."""
        data = msgspec.json.encode(body)
        head = f"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n".encode()
        return await self._ask(head + self._common + b"\r\n" + data, seconds)

    async def _ask(self, request: bytes, seconds: float) -> Answer:
        line = await self._line()
        answer = await line.ask(request, seconds)
        if not line.closed:
            self._idle.append(line)
        return answer

    async def _line(self) -> Line:
        while self._idle:
            line = self._idle.pop()
            if not line.closed:
                return line
        _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", self._port)
        return line

    def close(self) -> None:
        """Hang up."""
        while self._idle:
            self._idle.pop().close()
