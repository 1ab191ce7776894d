"""The style figures: what counts as too long, and what as a cycle."""

from pathlib import Path

from bench.style import cycles, numbers, over_budget, read_modules


def package(folder: Path, **modules: str) -> Path:
    (folder / "pkg").mkdir()
    (folder / "pkg" / "__init__.py").write_text('"""A package."""\n', encoding="utf-8")
    for name, text in modules.items():
        (folder / "pkg" / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_modules_that_import_each_other_are_a_cycle(tmp_path: Path) -> None:
    source = package(
        tmp_path, a="from pkg.b import x\n", b="from pkg import c\n", c="import pkg.a\n", d="import pkg.a\n"
    )
    assert cycles(read_modules(source)) == ["pkg.a", "pkg.b", "pkg.c"]


def test_what_is_too_long_or_takes_too_much_is_named(tmp_path: Path) -> None:
    many = "def f(a, b, c, d, e, f, g, h, i):\n" + "    pass\n" * 60
    found = over_budget(read_modules(package(tmp_path, long="x = 1\n" * 401, many=many)))
    assert found == ["pkg.long: 401 lines", "pkg.many.f: 61 lines", "pkg.many.f: 9 arguments"]


def test_undocumented_and_untyped_things_are_counted(tmp_path: Path) -> None:
    text = '"""A module."""\n\ndef shown(x: int) -> int:\n    """Same."""\n    return x\n\ndef bare(x):\n    return x\n'
    found = numbers(read_modules(package(tmp_path, a=text)))
    assert found["public things with a docstring, %"] == 75.0
    assert found["functions fully annotated, %"] == 50.0


def test_the_package_has_no_import_cycle() -> None:
    assert cycles(read_modules()) == []
