"""`onrecord schema`."""

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of a coded report (one line of `--to jsonl`)."""
    from onrecord.records import schema as published_schema

    click.echo(json.dumps(published_schema(), indent=2, ensure_ascii=False))
