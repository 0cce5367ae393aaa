"""How a text file from somebody's computer is encoded."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

# Codec -> lead bytes of the level of frequent characters, which make up nearly all of any real text.
_CODECS: Mapping[str, range] = MappingProxyType({"gb18030": range(0xB0, 0xD8), "big5hkscs": range(0xA4, 0xC7)})
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = 200_000


def encoding_of(data: bytes, quality: Callable[[str], int] = lambda text: 0) -> str:
    """Return how a text is encoded; Excel in China writes GBK, in Taiwan Big5, elsewhere what it likes.

    ``quality`` says how much sense a text makes that was decoded one way; it decides before the share of frequent
    characters does. The text may still be none at all: decoding it raises UnicodeDecodeError then.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data[:4000]:  # UTF-16 without a mark: the zero halves of Latin letters and line ends tell the order
        return "utf-16-be" if data[:4000:2].count(0) > data[1:4000:2].count(0) else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    return max(_CODECS, key=lambda codec: (_quality(data, codec, quality), _frequent_share(data, codec)))


def _quality(data: bytes, encoding: str, quality: Callable[[str], int]) -> int:
    try:
        return quality(data.decode(encoding))
    except UnicodeDecodeError:
        return -1


def _frequent_share(data: bytes, encoding: str) -> float:
    """Return which share of the Chinese characters is frequent when the data is read in an encoding."""
    text = data[:_LOOKED_AT].decode(encoding, "ignore")
    leads = [char.encode(encoding)[0] for char in text if not char.isascii()]
    return sum(lead in _CODECS[encoding] for lead in leads) / max(1, len(leads))
