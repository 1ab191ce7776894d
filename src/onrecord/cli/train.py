"""`onrecord train`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from onrecord.errors import StopRun, UnknownName


@click.group()
def train() -> None:
    """Make anew what onrecord has learned (needs the corpora, and for the model: pip install '.[train]')."""


_shared = click.option(
    "--shared",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="../shared",
    show_default=True,
    help="Folder of the corpora.",
)


@train.command()
@_shared
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write the table to.")
def truecase(shared: Path, out: Path) -> None:
    """Learn how words are mostly written, for reading upper-case copy."""
    from onrecord.training.truecase import train_truecase

    click.echo(f"{train_truecase(shared, out)} words in {out}")


@train.command()
@_shared
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the model.")
@click.option(
    "--start",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of a trained network to go on from, such as the package's own.",
)
@click.option("--stage", "stages", multiple=True, help="Name of a stage to run; may be repeated; all if there is none.")
def attribution(shared: Path, out: Path, start: Path | None, stages: tuple[str, ...]) -> None:
    """Train the network that attribution and coding read from; a run that was broken off goes on where it was."""
    with _needs_extra():
        from onrecord.training.package import train_attribution
        from onrecord.training.stages import plan_of

        train_attribution(shared, out, plan=plan_of(stages), start=start, log=click.echo)


@train.command()
@_shared
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder of the network.")
def coder(shared: Path, out: Path) -> None:
    """Fit how the rules and a trained network are weighed against each other in coding."""
    with _needs_extra():
        from onrecord.training.package import train_coder

        train_coder(shared, out, log=click.echo)


@contextmanager
def _needs_extra() -> Iterator[None]:
    """Tells what to install, or to do, where training cannot run."""
    try:
        yield
    except ModuleNotFoundError as err:
        raise click.ClickException(f"{err.name} is not installed; run: pip install '.[train]'") from err
    except (StopRun, UnknownName) as err:
        raise click.ClickException(str(err)) from err


@train.command()
@_shared
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write the table to.")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="corpus",
    show_default=True,
    help="Folder of the repository's own annotated reports.",
)
def links(shared: Path, out: Path, corpus: Path) -> None:
    """Learn which mentions are of one act, and which of a report's places and times is an act's."""
    with _needs_extra():
        from onrecord.training.linking import train_links

        train_links(shared, corpus, out, click.echo)


@train.command()
@_shared
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write the table to.")
def rarity(shared: Path, out: Path) -> None:
    """Learn how rare words are in news, for comparing reports."""
    from onrecord.training.rarity import train_rarity

    click.echo(f"{train_rarity(shared, out)} words in {out}")


@train.command()
@_shared
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the weights.")
@click.option("--coded", type=click.Path(dir_okay=False, path_type=Path), help="Keep the coded reports in this file.")
def reconcile(shared: Path, out: Path, coded: Path | None) -> None:
    """Learn which tellings are of one act, from reports whose incidents are known."""
    from onrecord.training.reconcile import train_reconcile

    train_reconcile(shared, out, click.echo, coded)
