"""What `make run` does first on a bare machine: find Pythons that work, and say plainly when there is none."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import bootstrap

FIND = Path(__file__).parents[3] / "scripts/find-python.sh"
SHIM = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"
UV_WITHOUT_PYTHONS = '#!/bin/sh\n[ "$1" = --version ] && echo "uv 0.13.9" || exit 1\n'


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing but a shell: an empty path, no pyenv, no Python that uv has fetched or may fetch."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, value in {
        "PATH": str(folder),
        "PYENV_ROOT": str(tmp_path / "pyenv"),
        "UV_PYTHON_INSTALL_DIR": str(tmp_path / "pythons"),
        "UV_PYTHON_DOWNLOADS": "never",
    }.items():
        monkeypatch.setenv(name, value)
    return folder


def _add_shim(folder: Path, name: str, script: str = SHIM) -> None:
    (folder / name).write_text(script, encoding="utf-8")
    (folder / name).chmod(0o755)


def _find() -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/bin/sh", FIND], capture_output=True, text=True, check=False)


def test_a_shim_that_does_nothing_is_passed_over(bare: Path) -> None:
    _add_shim(bare, "python3")
    (bare / "python3.12").symlink_to(sys.executable)
    found = _find()
    assert found.returncode == 0
    assert found.stdout.strip() == str(bare / "python3.12")


def test_a_python_of_pyenvs_is_found_though_it_is_not_on_the_path(bare: Path, tmp_path: Path) -> None:
    python = tmp_path / "pyenv/versions/3.11.9/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    assert _find().stdout.strip() == str(python)


def test_no_python_at_all_is_one_clear_line(bare: Path) -> None:
    found = _find()
    assert (found.returncode, found.stdout) == (1, "")
    assert "needs Python 3.11" in found.stderr
    assert bare.is_dir()


def test_no_python_for_the_engine_is_one_clear_line(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _add_shim(bare, "python3.10")
    _add_shim(bare, "uv", UV_WITHOUT_PYTHONS)
    assert bootstrap.main(["engine"]) == 1
    assert "pyenv install 3.10" in capsys.readouterr().err


def test_an_unknown_step_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main([]) == 2
    assert bootstrap.main(["everything"]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "version"), [("uv 0.13.9 (abc)", (0, 13)), ("3.10.4", (3, 10)), ("", (0, 0)), (None, (0, 0))]
)
def test_a_version_is_read_from_what_a_command_says(words: str | None, version: tuple[int, int]) -> None:
    assert bootstrap.version_of(words) == version
