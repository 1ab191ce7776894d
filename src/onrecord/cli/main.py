"""The group that all commands belong to."""

from importlib.metadata import PackageNotFoundError, version

import click


def _show_version(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        try:
            click.echo(f"onrecord {version('onrecord')}")
        except PackageNotFoundError:  # a source tree that was never installed
            click.echo("onrecord, not installed")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def main() -> None:
    """Attributed event data from news reports.

    Who did what to whom, where, when, with what toll, and on whose word.
    """
