"""`carnet serve` starts, answers, keeps its worker alive and stops, leaving nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet.ops.attendant import Attendant

RUN = "import sys; from carnet.cli import main; sys.exit(main())"


def until(condition, seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it never happened"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether a process runs; one nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """Of all its threads: the kernel lists them apart."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for listed in lists for child in listed.read_text(encoding="utf-8").split()]


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    return {
        **os.environ,
        "CARNET_DATA": str(tmp_path),
        "CARNET_DATABASE_URL": "",
        "LC_ALL": "en_GB.UTF-8",
    }


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(server: subprocess.Popen[str], port: int) -> None:
    until(lambda: answers(port) or server.poll() is not None)
    assert server.poll() is None, server.communicate()[1]


@pytest.fixture
def server(environment, port) -> Iterator[subprocess.Popen[str]]:
    subprocess.run([sys.executable, "-c", RUN, "init"], env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", "--port", str(port)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the process tree from /proc")
def test_a_server_starts_answers_and_stops_as_a_whole(server, environment, port, tmp_path) -> None:
    started(server, port)
    until(lambda: children(server.pid))
    (worker,) = children(server.pid)

    second = subprocess.run(
        [sys.executable, "-c", RUN, "serve", "--port", str(port)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert second.returncode == 2
    assert second.stderr == f"Cannot listen on 127.0.0.1, port {port}: Address already in use.\n"

    os.kill(worker, signal.SIGKILL)
    until(lambda: children(server.pid) not in ([], [worker]))
    (worker,) = children(server.pid)

    server.send_signal(signal.SIGTERM)
    _out, said = server.communicate(timeout=30)
    assert server.returncode == 0
    assert f"Carnet is at http://127.0.0.1:{port}" in said
    assert f"The first password is in {tmp_path / 'first-password.txt'}" in said
    until(lambda: not alive(worker))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the process tree from /proc")
def test_a_killed_server_takes_its_worker_along(server, port) -> None:
    started(server, port)
    until(lambda: children(server.pid))
    (worker,) = children(server.pid)
    server.kill()
    server.wait()
    until(lambda: not alive(worker))


def test_an_old_database_is_not_served(environment, port) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, "serve", "--port", str(port)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "The database is not ready: run `carnet init`.\n")


def test_a_worker_that_ends_is_started_again(tmp_path) -> None:
    lines = tmp_path / "lines"
    code = f"open({str(lines)!r}, 'a').write('started\\n')"
    attendant = Attendant((sys.executable, "-c", code), pause=0.01)
    until(lambda: lines.exists() and lines.read_text().count("started") >= 2)
    attendant.stop()
    before = lines.read_text()
    time.sleep(0.2)
    assert lines.read_text() == before
