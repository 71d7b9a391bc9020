"""Nothing leaves this machine: the guard over the whole suite holds, and the program works with no network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from api.samples import sample_folder

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = "192.0.2.1"  # reserved for documentation (RFC 5737): nobody answers there


def datagram(address: tuple[str, int]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", address)


def connected(address: tuple[str, int]) -> None:
    with socket.socket() as one:
        one.settimeout(1)
        one.connect(address)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: connected((ELSEWHERE, 443)),
        lambda: datagram((ELSEWHERE, 53)),
        lambda: socket.getaddrinfo("plankg.invalid", 443),
        lambda: socket.gethostbyname("plankg.invalid"),
    ],
)
def test_a_test_that_would_leave_the_machine_fails(attempt: Callable[[], None]) -> None:
    with pytest.raises(Exception, match="nothing here may leave this machine") as refused:
        attempt()
    assert not isinstance(refused.value, OSError)  # else it would pass for a network that is down


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    assert socket.getaddrinfo("localhost", 80)


def test_what_a_test_starts_is_held_to_it_too() -> None:
    code = f"import socket; socket.create_connection(({ELSEWHERE!r}, 443), 1)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "nothing here may leave this machine" in ended.stderr


@pytest.mark.slow
def test_the_program_works_where_there_is_no_network(tmp_path: Path) -> None:
    offline = [str(ROOT / "scripts" / "offline.sh")]
    if subprocess.run([*offline, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system gives no network namespaces to scripts/offline.sh")
    plankg = [*offline, sys.executable, "-c", "from api.cli import main; main()"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for order in (["build", str(sample_folder())], ["search", "an ninh mang"], ["trace", "57-NQ/TW"], ["verify"]):
        command = [*plankg, *order, "--data", str(tmp_path / "data")]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
        assert ended.returncode == 0, ended.stderr
