"""A room imports only the rooms before it, numbers become text in one place, and the door is light."""

import ast
import subprocess
import sys
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "surveykit"


def test_the_layers_of_pyproject_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_decimals_are_formatted_in_core_format_only() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "core" / "format.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue)
        and node.format_spec is not None
        and any(
            isinstance(part, ast.Constant) and str(part.value)[-1:] in {"f", "F", "%", "e"}
            for part in ast.walk(node.format_spec)
        )
    ]
    assert offenders == []


def test_importing_surveykit_loads_no_heavy_package() -> None:
    heavy = {
        "statsmodels",
        "pingouin",
        "factor_analyzer",
        "sklearn",
        "matplotlib",
        "docx",
        "openpyxl",
        "scipy",
        "pydantic",
    }
    code = "import sys, surveykit; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "surveykit" in loaded
    assert heavy.isdisjoint(loaded)


def test_no_formula_and_no_code_is_ever_evaluated() -> None:
    banned = {"eval", "exec", "query", "read_pickle"}
    offenders = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (getattr(node.func, "id", None) or getattr(node.func, "attr", None)) in banned
    ]
    assert offenders == []
