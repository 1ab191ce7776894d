"""Who may ask the desk, and what its pages may do: only this machine, and nothing but the desk's own scripts."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Observable Plot writes this one style sheet into each of its drawings (scripts give it the class "plot").
PLOT_STYLE = "sha256-+TfQir1nvDucAdvE6XUQBt4ayUjpAWkbw2kCdSfekHM="
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' '{PLOT_STYLE}'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Turns away requests that come under another name than this machine's, and gives every answer its policy.

    A page elsewhere that makes its own name point here (DNS rebinding) asks under that name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it may be asked."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        asked = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        refusal = _refusal(scope["method"], asked)
        answer: ASGIApp = refusal or self.app
        await answer(scope, receive, guarded)


def _refusal(method: str, host: str) -> PlainTextResponse | None:
    if _name(host) not in HOSTS:
        return PlainTextResponse("This desk answers under localhost only.\n", 421)
    if method not in ("GET", "HEAD"):
        return PlainTextResponse("This desk is for reading only.\n", 405, headers={"Allow": "GET, HEAD"})
    return None


def _name(host: str) -> str:
    """The host without its port."""
    name, _, port = host.rpartition(":")
    return name.casefold() if port.isdigit() and name else host.casefold()
