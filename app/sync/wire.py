"""What travels: addresses, and bodies packed and unpacked within limits. No network here."""

import ipaddress
import zlib
from urllib.parse import urlsplit

import zstandard

from app.domain.errors import AppError

_LEVEL = 3  # 9 saves 7 % for four times the work


def clean_url(address: str) -> str:
    """Return the base address of what a person typed: https unless said, its path kept, without a slash at the end.

    Raises AppError("bad_address") for what is none.
    """
    text = address.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.username or parts.password or " " in text:
        raise AppError("bad_address", {"address": address})
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def plain_url(address: str) -> str:
    """Return an address without encryption if it is in this computer or its own network, where that may do; else "".

    What a person typed is taken, with or without a scheme.
    """
    try:
        parts = urlsplit(clean_url(address))
    except AppError:
        return ""
    host = parts.hostname or ""
    try:
        near = ipaddress.ip_address(host).is_private
    except ValueError:
        near = "." not in host or host.endswith((".local", ".lan", ".internal", ".localhost"))
    return f"http://{parts.netloc}{parts.path}" if near and parts.scheme == "https" else ""


def pack(data: bytes) -> bytes:
    """Return a body compressed with zstd."""
    return zstandard.compress(data, _LEVEL)


def unpack(data: bytes, encoding: str, limit: int) -> bytes:
    """Return a body as it was before it was packed ("zstd", "gzip" or "identity").

    Raises AppError("bad_answer") for a damaged one and for one that would unpack to more than ``limit`` bytes.
    """
    try:
        if encoding == "zstd":
            with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as reader:
                data = reader.read(limit + 1)
        elif encoding == "gzip":
            unpacker = zlib.decompressobj(31)
            data = unpacker.decompress(data, limit + 1)
            if len(data) <= limit and not unpacker.eof:
                raise AppError("bad_answer", {"why": "the gzip body is cut"})
        elif encoding != "identity":
            raise AppError("bad_answer", {"why": f"unknown encoding {encoding}"})
    except (zstandard.ZstdError, zlib.error) as error:
        raise AppError("bad_answer", {"why": str(error)}) from error
    if len(data) > limit:
        raise AppError("bad_answer", {"why": f"more than {limit} bytes"})
    return data
