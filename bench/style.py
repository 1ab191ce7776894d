"""`python -m bench.style`: the size and tidiness of the package, and whether it keeps its budget."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).parent.parent / "src"
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_ARGUMENTS = 8
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the package: its dotted name, length, syntax tree, and which of our modules it imports."""

    name: str
    lines: int
    tree: ast.Module
    imports: frozenset[str]

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones included."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def public(self) -> Iterator[Function | ast.ClassDef | ast.Module]:
        """The module itself, and the classes, functions and methods without a leading underscore."""
        yield self.tree
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Module | ast.ClassDef):
                yield from (
                    n for n in node.body if isinstance(n, Function | ast.ClassDef) and not n.name.startswith("_")
                )


def read_modules(source: Path = SOURCE) -> dict[str, Module]:
    """The package's modules by dotted name."""
    paths = {_dotted(path, source): path for path in sorted(source.rglob("*.py"))}
    return {name: _read(name, path, frozenset(paths)) for name, path in paths.items()}


def length(function: Function) -> int:
    """Lines from the def to the last statement."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def arguments(function: Function) -> int:
    """How many parameters a function takes, not counting self and cls."""
    given = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return len(given) - (given[:1] in (["self"], ["cls"]))


def annotated(function: Function) -> bool:
    """True if every parameter and the result have a type."""
    given = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return function.returns is not None and all(a.annotation or a.arg in {"self", "cls"} for a in given)


def cycles(modules: Mapping[str, Module]) -> list[str]:
    """The modules that import themselves by way of others."""
    return sorted(name for name in modules if name in _reached(name, modules))


def numbers(modules: Mapping[str, Module]) -> dict[str, float]:
    """The figures that CONTRIBUTING.md speaks of."""
    functions = [f for module in modules.values() for f in module.functions()]
    public = [node for module in modules.values() for node in module.public()]
    return {
        "modules": len(modules),
        "lines in a module, median": median(m.lines for m in modules.values()),
        "lines in a module, most": max(m.lines for m in modules.values()),
        "lines in a function, median": median(map(length, functions)),
        "lines in a function, most": max(map(length, functions)),
        "arguments, most": max(map(arguments, functions)),
        "public things with a docstring, %": _percent(
            sum(ast.get_docstring(n) is not None for n in public), len(public)
        ),
        "functions fully annotated, %": _percent(sum(map(annotated, functions)), len(functions)),
        "modules in an import cycle": len(cycles(modules)),
    }


def over_budget(modules: Mapping[str, Module]) -> list[str]:
    """What is too long, takes too much, or imports itself; nothing if the budget is kept."""
    found = [f"{m.name}: {m.lines} lines" for m in modules.values() if m.lines > MAX_MODULE_LINES]
    for module in modules.values():
        for f in module.functions():
            if length(f) > MAX_FUNCTION_LINES:
                found.append(f"{module.name}.{f.name}: {length(f)} lines")
            if arguments(f) > MAX_ARGUMENTS:
                found.append(f"{module.name}.{f.name}: {arguments(f)} arguments")
    return found + [f"{name}: imports itself by way of others" for name in cycles(modules)]


def main() -> None:
    """Print the figures; exit 1 if the budget is not kept."""
    modules = read_modules()
    for name, value in numbers(modules).items():
        print(f"{name:36s} {value:g}")
    problems = over_budget(modules)
    for problem in problems:
        print(f"over budget: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


def _dotted(path: Path, source: Path) -> str:
    parts = path.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _read(name: str, path: Path, known: frozenset[str]) -> Module:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, filename=str(path))
    return Module(name, len(text.splitlines()), tree, frozenset(_imports(tree, known)) - {name})


def _imports(tree: ast.Module, known: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inner = [f"{node.module}.{a.name}" for a in node.names]
            yield from (name if name in known else str(node.module) for name in inner)


def _reached(start: str, modules: Mapping[str, Module]) -> set[str]:
    reached: set[str] = set()
    waiting = list(modules[start].imports)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += modules[name].imports
    return reached


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 100.0


if __name__ == "__main__":
    main()
