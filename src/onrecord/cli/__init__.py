"""The command line: one module a command, and this one that gathers them."""

from onrecord.cli.code import code
from onrecord.cli.doctor import doctor
from onrecord.cli.export import export
from onrecord.cli.incidents import incidents
from onrecord.cli.ingest import ingest
from onrecord.cli.main import main
from onrecord.cli.reconcile import reconcile
from onrecord.cli.schema import schema
from onrecord.cli.serve import serve
from onrecord.cli.train import train

__all__ = ["main"]

for command in (code, ingest, reconcile, incidents, export, serve, schema, train, doctor):
    main.add_command(command)
