"""The customer's chat page: plain HTML, CSS and JavaScript modules, served as they lie here, without a build.

What the HTTP side has to do with this folder:

======================  ======================================================================================
``GET /chat``           ``WEB_DIR / "index.html"`` with :func:`page_headers`
``GET /chat/static/x``  the files of :mod:`sync_server.web.assets`: for good below its version, else with an ETag
``GET /chat/embed.js``  ``WEB_DIR / "embed.js"``, loaded by other sites: no cookies, ``Cache-Control: no-cache``
``/chat/v1/...``        the API that the page talks to (``js/api.js`` names every call)
======================  ======================================================================================

JavaScript must be sent as ``text/javascript`` (browsers refuse modules of any other type) and SVG as ``image/svg+xml``,
all with ``X-Content-Type-Options: nosniff``.

Where to begin reading: ``index.html`` holds the landmarks of the page, ``js/main.js`` builds the parts and wires them,
``js/store.js`` is what the page knows, ``js/outbox.js`` and ``js/connection.js`` are why nothing is lost or doubled.

This package imports nothing of the project.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

__all__ = ["CONTENT_SECURITY_POLICY", "WEB_DIR", "page_headers"]

WEB_DIR: Final = Path(__file__).parent

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The policy of ``/chat`` without ``frame-ancestors``, which depends on the sites that may embed the page."""


def page_headers(frame_ancestors: Sequence[str] = ("'self'",)) -> dict[str, str]:
    """Return the response headers of ``GET /chat``.

    ``frame_ancestors`` are CSP sources of the sites that may show the page in their iframe, such as
    ``https://shop.example``; empty means that nobody may. Raises ``ValueError`` for a source that would end the
    directive or the header.
    """
    for source in frame_ancestors:
        if not source or any(character in source for character in ";, \t\r\n"):
            raise ValueError(f"not a CSP source: {source!r}")
    ancestors = " ".join(frame_ancestors) or "'none'"
    return {
        "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors {ancestors}",
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
