"""The build hook that compiles the gazetteer into the wheel."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Make src/onrecord/data/gazetteer.sqlite before the wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the gazetteer and put it among the wheel's files, though git does not know it."""
        target = Path(self.root) / "src" / "onrecord" / "data" / "gazetteer.sqlite"
        if version != "editable" or not target.exists():
            _builder(Path(self.root) / "src" / "onrecord")(target)
        build_data["artifacts"].append("src/onrecord/data/gazetteer.sqlite")


def _builder(source: Path) -> Any:
    """The function that builds, without running onrecord's own `__init__`, whose dependencies a build has not got."""
    package = ModuleType("onrecord")
    package.__path__ = [str(source)]
    sys.modules["onrecord"] = package
    from onrecord.knowledge.build import build

    return build
