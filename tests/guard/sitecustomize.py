"""Python imports this at its start when this folder is on its path: then it connects to nothing but this machine.

The test suite puts the folder on PYTHONPATH, so that every Python that a test starts is held to it too.
"""

from __future__ import annotations

import ipaddress
import socket
import sys

LOCAL_NAMES = frozenset({"localhost", "", "0.0.0.0", "::", socket.gethostname().casefold()})
GUARDED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getaddrinfo",
                     "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})  # fmt: skip


class OutboundConnectionError(Exception):
    """Something wanted to leave this machine. No OSError, so that nobody takes it for a network that is down."""


def is_local(host: object) -> bool:
    """Whether a host (a name or a number) is this machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name is None:
        return True
    if not isinstance(name, str):
        return False
    if name.casefold() in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def deny(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook (https://docs.python.org/3/library/audit_events.html)."""
    if event not in GUARDED:
        return
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host: object = arguments[0]
    else:
        address = arguments[0] if event == "socket.getnameinfo" else arguments[1]
        if not isinstance(address, tuple):  # a socket of this machine's file system, or an address set before
            return
        host = address[0]
    if not is_local(host):
        raise OutboundConnectionError(f"{event} to {host!r}: nothing here may leave this machine")


if not hasattr(sys, "plankg_stays_here"):
    sys.plankg_stays_here = True  # type: ignore[attr-defined]
    sys.addaudithook(deny)
