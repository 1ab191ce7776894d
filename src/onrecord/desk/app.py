"""The desk as a web application: addresses, templates, and what keeps a hostile report or page from doing harm."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.background import BackgroundTask

from onrecord.desk import pages
from onrecord.desk.links import incident_page, reader, source_page
from onrecord.desk.query import parse
from onrecord.desk.security import Guard
from onrecord.desk.store import Export, Store
from onrecord.display.safe import visible
from onrecord.errors import StopRun

_Page = Callable[[], dict[str, Any]]


def make_app(store: Store, exports: Iterable[Export] = ()) -> FastAPI:
    """The desk for a ledger, with the formats in which incidents can be taken away."""
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard)
    static = Path(str(files("onrecord.desk"))) / "static"
    app.mount("/static", StaticFiles(directory=static), name="static")
    formats = {export.name: export for export in exports}
    show = partial(_show, _environment(), {"ledger": store.name, "formats": list(formats.values())})
    _add_lists(app, store, show)
    _add_details(app, store, show)
    _add_export(app, show, formats)
    return app


def _add_lists(app: FastAPI, store: Store, show: Callable[..., HTMLResponse]) -> None:
    @app.get("/")
    def incidents(request: Request) -> HTMLResponse:
        template = "results.html" if request.headers.get("hx-request") else "incidents.html"
        return show(template, lambda: pages.incident_list(store, request.query_params))

    @app.get("/reports")
    def reports(request: Request) -> HTMLResponse:
        return show("reports.html", lambda: pages.reports_page(store, _page(request)))

    @app.get("/sources")
    def sources(request: Request) -> HTMLResponse:
        name = _param(request, "name")
        return show("sources.html", lambda: pages.sources_page(store, name, _page(request)))

    @app.get("/search")
    def search(request: Request) -> HTMLResponse:
        return show("search.html", lambda: pages.search_page(store, _param(request, "words")))

    @app.get("/towns")
    def towns(request: Request) -> JSONResponse:
        return JSONResponse(pages.towns(request.query_params))

    @app.get("/about")
    def about() -> HTMLResponse:
        return show("about.html", lambda: pages.about_page(store))


def _add_details(app: FastAPI, store: Store, show: Callable[..., HTMLResponse]) -> None:
    @app.get("/incident")
    def incident(request: Request) -> HTMLResponse:
        return show("incident.html", lambda: pages.incident_page(store, request.query_params.get("id", "")))

    @app.get("/report")
    def report(request: Request) -> HTMLResponse:
        return show("report.html", lambda: pages.report_page(store, request.query_params))

    @app.get("/source")
    def source(request: Request) -> HTMLResponse:
        name = request.query_params.get("name", "")
        return show("source.html", lambda: pages.source_page(store, name, _page(request)))


def _add_export(app: FastAPI, show: Callable[..., HTMLResponse], formats: Mapping[str, Export]) -> None:
    @app.get("/export/{name}", response_model=None)
    def export(name: str, request: Request) -> Response:
        if name not in formats:
            return _wrong(show, 404, f"There is no export called {name!r}; there are {', '.join(formats) or 'none'}.")
        view = parse(request.query_params)
        if view.wrong:  # what is taken away must be what was asked for
            return _wrong(show, 400, f"The address cannot be understood: {'; '.join(view.wrong)}.")
        return _written(show, formats[name], partial(formats[name].write, view.filter))


def _written(show: Callable[..., HTMLResponse], export: Export, write: Callable[[Path], object]) -> Response:
    """An export as a file to be kept; it is sent only once it is complete."""
    folder = tempfile.TemporaryDirectory(prefix="onrecord-")
    path = Path(folder.name) / f"incidents{Path(export.file).suffix}"
    try:
        write(path)
    except (StopRun, ValueError, OSError) as err:
        folder.cleanup()
        return _wrong(show, 422, f"The export was not made: {err}")
    return FileResponse(
        path, media_type=export.media_type, filename=export.file, background=BackgroundTask(folder.cleanup)
    )


def _page(request: Request) -> int:
    said = request.query_params.get("page", "1")
    return max(1, min(int(said), 1_000_000)) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _param(request: Request, name: str) -> str:
    return request.query_params.get(name, "").strip()[:300]


def _show(environment: Environment, common: dict[str, Any], template: str, page: _Page) -> HTMLResponse:
    """A page; or, where there is nothing or the question is wrong, a page that says so."""
    try:
        shown = page()
        return HTMLResponse(environment.get_template(template).render(common | shown), headers={"Vary": "HX-Request"})
    except pages.Nothing as err:
        status, said = 404, str(err.args[0])
    except ValueError as err:
        status, said = 400, str(err)
    except StopRun as err:
        status, said = 503, str(err)
    return HTMLResponse(environment.get_template("wrong.html").render(common | {"said": said}), status)


def _wrong(show: Callable[..., HTMLResponse], status: int, said: str) -> HTMLResponse:
    page = show("wrong.html", lambda: {"said": said})
    page.status_code = status
    return page


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"incident_page": incident_page, "source_page": source_page, "reader": reader}
    return made


def _shown(value: Any) -> Any:
    """What a template writes for a value: no word of a report gets past this with hidden characters in it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
