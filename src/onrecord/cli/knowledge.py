"""The option `--knowledge`, which several commands have."""

from pathlib import Path

import click

from onrecord.errors import StopRun


def _take(context: click.Context, option: click.Parameter, folder: Path | None) -> Path | None:
    if folder is not None:
        from onrecord.knowledge.own import take

        try:
            take(folder)
        except StopRun as err:
            raise click.ClickException(str(err)) from err
    return folder


own_knowledge = click.option(
    "--knowledge",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_take,
    expose_value=False,
    help="Know the places, actors and aliases of this folder, too (places.tsv, actors.tsv, aliases.tsv).",
)
