"""`onrecord schema`."""

import json

import click


@click.command()
@click.argument("of", type=click.Choice(("report", "incident")), default="report")
def schema(of: str) -> None:
    """Print the JSON Schema of a coded report (a line of `code --to jsonl`) or an incident (`incidents --to jsonl`)."""
    if of == "incident":
        from onrecord.incident_records import incident_schema as published_schema
    else:
        from onrecord.records import schema as published_schema
    click.echo(json.dumps(published_schema(), indent=2, ensure_ascii=False))
