"""A news page and a small web site on this machine, for tests of reading; the news in them is invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Bridge hit in Tarsana - The Sample Post</title>
<meta property="og:site_name" content="The Sample Post"><meta name="author" content="Mara Ilin">
<meta property="article:published_time" content="2024-05-03T23:30:00+02:00">
<link rel="canonical" href="https://post.example.org/2024/bridge">
<script>var noise = "The army said on Friday";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Bridge hit in Tarsana</h1>
<p>The army said on Friday it had killed at least 12 rebels near the Tarsana bridge &mdash; caf&eacute; owners fled.</p>
<p>Residents&nbsp;told The Sample Post that <b>three</b> civil<i>ians</i> had died in the shelling of the market.</p>
</article><footer>&copy; 2019 The Sample Post</footer></body></html>
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A web site while it runs; `asked` is set once somebody waits for an answer that does not come."""

    address: str
    asked: Event


class _Handler(BaseHTTPRequestHandler):
    asked: Event
    closed: Event

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/hang":
            self.asked.set()
            self.closed.wait(30)
        elif path == "/drip":
            self._drip()
        elif path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
        elif path == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif found := _ANSWERS.get(path):
            self._answer(200, *found)
        else:
            self._answer(403 if path == "/private" else 404, "text/html", b"<p>nothing here</p>")

    def _answer(self, status: int, media: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.closed.wait(0.05):
                self.wfile.write(b"<p>")
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Tests need no access log."""


_ANSWERS = {
    "/page": ("text/html; charset=utf-8", PAGE.encode()),
    "/latin": (
        "text/html; charset=ISO-8859-1",
        PAGE.replace("utf-8", "iso-8859-1").replace("12 rebels", "12 “rebels”").encode("cp1252"),
    ),
    "/note.txt": ("text/plain", b"The army said on Friday it had shelled the town of Tarsana.\r\nNobody was hurt.\r\n"),
    "/file.pdf": ("application/pdf", b"%PDF-1.7 \x00\x01"),
    "/feed": ("application/rss+xml", b"<rss></rss>"),
}


@contextmanager
def serve() -> Iterator[Site]:
    """A site that knows how to hang, to drip and to refuse."""
    asked, closed = Event(), Event()
    handler = type("Handler", (_Handler,), {"asked": asked, "closed": closed})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield Site(f"http://127.0.0.1:{server.server_port}", asked)
    closed.set()
    server.shutdown()
    server.server_close()
