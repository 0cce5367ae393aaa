"""What the customer's page and the server say to each other: the bodies of requests and answers, as JSON."""

import msgspec

from app.domain.bounds import Key, Words
from app.domain.conversations import Author, Card, Delivery, MessageKind
from app.domain.files import FileRef


class SessionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself when it opens."""

    token: str = ""
    locale: Words = "zh-CN"
    group: Words = ""
    name: Words = ""
    page_url: Words = ""


class PageConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows before anybody has written."""

    shop_name: str
    greeting: str
    max_file_bytes: int
    quick_questions: tuple[str, ...]
    locale: str


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A visit. The page keeps the token."""

    token: str
    visitor_id: str
    config: PageConfig
    cursor: int = 0


class PageMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message as the page gets it. ``at`` is when the server took it (ms)."""

    id: str
    conversation_id: str
    seq: int
    author: Author
    author_name: str
    kind: MessageKind
    text: str
    values: dict[str, str]
    card: Card | None
    attachments: tuple[FileRef, ...]
    at: int
    state: Delivery
    useful: bool | None = None


class AgentName(msgspec.Struct, frozen=True):
    """Who serves the visitor."""

    id: str
    name: str


class SurveyState(msgspec.Struct, frozen=True):
    """Whether the visitor has said how it was."""

    id: str
    answered: bool


class PageState(msgspec.Struct, frozen=True, kw_only=True):
    """How the visitor's newest conversation stands; ``status`` is "none" before there is one.

    ``agent_read_seq`` is the last message that an agent has read, ``agent_read_at`` when he read the visitor's last.
    """

    conversation_id: str | None = None
    status: str = "none"
    queue_position: int | None = None
    wait_estimate_s: int | None = None
    agent: AgentName | None = None
    agent_typing: bool = False
    agent_read_seq: int = 0
    agent_read_at: int | None = None
    someone_online: bool = False
    survey: SurveyState | None = None

    @property
    def lasting(self) -> "PageState":
        """The state without what changes by itself as time passes: a poll is not answered for that."""
        return msgspec.structs.replace(self, wait_estimate_s=None)


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of the poll: messages that are new or changed after the page's cursor, and the state."""

    cursor: int
    messages: tuple[PageMessage, ...]
    state: PageState


class PageArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article as it was when it was sent. Pictures in ``html`` carry ``data-sha256`` and no address."""

    title: str
    html: str
    attachments: tuple[FileRef, ...]


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """A message that the page sends; ``id`` is the page's, so that a repeated one is known."""

    id: Key
    text: str = ""
    attachments: tuple[FileRef, ...] = ()


class Choosing(msgspec.Struct, frozen=True, kw_only=True):
    """An option of a card that the visitor chose; ``id`` is that of the message which says so.

    ``text`` is what the page calls an option that has no text of its own: to go on.
    """

    id: Key
    message_id: Key
    option_id: Key
    text: Words = ""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A message left for later."""

    id: Key
    name: Words = ""
    contact: Words = ""
    text: str = ""
