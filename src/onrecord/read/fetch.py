"""The bytes behind a web address, within a time and a size, or the reason why not."""

import socket
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse, InvalidURL
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from urllib.parse import quote, urlsplit, urlunsplit

from onrecord.read.draft import Unreadable

TIMEOUT_SECONDS = 20.0
MAX_BYTES = 20_000_000  # the largest news pages measured by the HTTP Archive are below 10 MB
_CHUNK = 65_536
_AGENT = "Mozilla/5.0 (compatible; onrecord; reads one page at a person's request)"
_SAVE = "save the page in a browser and give the file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: the bytes, its final address, its media type and character set."""

    body: bytes
    url: str
    media_type: str
    charset: str | None = None


Fetch = Callable[[str], Fetched]


def fetch(url: str, timeout: float = TIMEOUT_SECONDS) -> Fetched:
    """What an http or https address answers, at the latest after `timeout` seconds all told.

    Raises:
        Unreadable: it did not answer with a document; the message says why and what to do.
    """
    answers: SimpleQueue[Fetched | Unreadable] = SimpleQueue()
    # In a thread of its own, because looking up a name and slow headers know no total time limit.
    Thread(target=lambda: answers.put(_outcome(url, timeout)), daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except Empty:
        raise _too_slow(timeout) from None
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def _outcome(url: str, timeout: float) -> Fetched | Unreadable:
    try:
        return _ask(url, timeout, monotonic() + timeout)
    except Unreadable as err:
        return err
    except urllib.error.HTTPError as err:
        with err:
            return _refused(err.code, err.reason)
    except TimeoutError:
        return _too_slow(timeout)
    except urllib.error.URLError as err:
        return _too_slow(timeout) if isinstance(err.reason, TimeoutError) else _unreachable(err.reason)
    except InvalidURL as err:
        return _invalid(err)
    except (OSError, HTTPException, zlib.error, ValueError) as err:
        return Unreadable(f"the connection broke: {err or type(err).__name__}", f"try again, or {_SAVE}")


def _ask(url: str, timeout: float, deadline: float) -> Fetched:
    headers_sent = {"User-Agent": _AGENT, "Accept": "text/html,text/plain;q=0.8"}
    request = urllib.request.Request(_in_ascii(url), headers=headers_sent)
    with _opener().open(request, timeout=timeout) as response:
        headers: Message = response.headers
        body = _read(response, deadline, timeout)
        encoding = (headers.get("Content-Encoding") or "identity").lower()
        if encoding in {"gzip", "x-gzip", "deflate"}:
            body = _unpack(body)
        elif encoding != "identity":
            raise Unreadable(f"the server packed its answer as {encoding}, which is not known here", _SAVE)
        return Fetched(body, response.geturl(), headers.get_content_type(), headers.get_content_charset())


def _in_ascii(url: str) -> str:
    """The address with what its path and query may not hold, such as blanks and accents, as %XX."""
    try:
        parts = urlsplit(url)
        if not parts.hostname or parts.port == 0:
            raise ValueError("it names no server")
    except ValueError as err:
        raise _invalid(err) from err
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~?") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, parts.netloc.strip(), path, query, ""))


def _opener() -> urllib.request.OpenerDirector:
    """Only http and https, also after a redirection: no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _read(response: HTTPResponse, deadline: float, timeout: float) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise _too_large()
        if monotonic() > deadline:
            raise _too_slow(timeout)
    return bytes(body)


def _unpack(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    plain = unpacker.decompress(body, MAX_BYTES + 1)
    if len(plain) > MAX_BYTES:
        raise _too_large()
    return plain


def _invalid(err: Exception) -> Unreadable:
    return Unreadable(f"the address is not valid: {err}", "check it against the browser's address bar")


def _refused(code: int, reason: str) -> Unreadable:
    advice = {
        401: f"the page needs a login: {_SAVE}",
        403: f"the site refuses programs: {_SAVE}",
        404: "check the address; the page may have moved",
        410: "the page was taken down; a web archive may still have it",
        429: "too many requests: wait a while and try again",
    }
    known = advice.get(code, "try again later" if code >= 500 else _SAVE)
    return Unreadable(f"the server answered {code} {reason}".rstrip(), known)


def _unreachable(reason: object) -> Unreadable:
    if isinstance(reason, socket.gaierror):
        return Unreadable("there is no server of that name, or no network", "check the address and the connection")
    if isinstance(reason, ConnectionRefusedError):
        return Unreadable("the server refused the connection", "check the address and its port, or try again later")
    return Unreadable(f"the server could not be reached: {reason}", "check the address and the connection")


def _too_slow(timeout: float) -> Unreadable:
    return Unreadable(f"no full answer within {timeout:g} s", f"try again with a longer --timeout, or {_SAVE}")


def _too_large() -> Unreadable:
    return Unreadable(f"the answer is larger than {MAX_BYTES // 1_000_000} MB", "save the text you need and give that")
