"""The child process in which apprise sends one notice: ``python -m regulars.places.apprising``.

Apprise speaks to some 180 services, each in its own way. In a process of its own every connection
it makes can be looked at, and its time ends when ours says so. JSON comes in by stdin; one word
goes out by stdout: ``sent``, or what was in the way. It knows nothing of Django.
"""

import json
import sys
import sysconfig
from ipaddress import ip_address
from os import PathLike, fsdecode
from pathlib import Path
from typing import Any

from regulars.places.outside import is_outside

CALLED = ("socket.connect", "socket.sendto", "socket.bind")
STARTED = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")
LIBRARIES = ("stdlib", "platstdlib", "purelib", "platlib")
stopped: list[str] = []


class NotAllowed(OSError):
    """A way into the own network, a file of this machine, or another program."""


def main() -> None:
    """Read, send, say what came of it. Nothing that apprise prints or logs gets out."""
    asked = json.load(sys.stdin)
    keep_in(network=asked["inside"])
    print(told(asked))


def told(asked: dict[str, Any]) -> str:
    service = read(asked["address"], asked["inside"])
    if service is None:
        return "service"
    if asked.get("only_read"):
        return "sent"
    service.redirects = False
    sent = service.notify(body=asked["body"], title=asked["title"])
    return "sent" if sent else (stopped[0] if stopped else "not_taken")


def read(address: str, plain: bool) -> Any:
    """What apprise makes of an address; None where it is none of a service one may use.

    What goes out in clear, or to this very machine's screen, has no encrypted form and is refused.
    """
    import apprise

    scheme = address.partition("://")[0].lower()
    service = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if not isinstance(service, apprise.NotifyBase):
        return None
    return service if plain or scheme in listed(service.secure_protocol) else None


def listed(protocols: Any) -> tuple[str, ...]:
    return (protocols,) if isinstance(protocols, str) else tuple(protocols or ())


def keep_in(network: bool) -> None:
    """From here on this process starts no program, opens no file but those of Python, and (unless
    ``network``) connects to the open network only. Some services read files that their address
    names; an address is pasted by anybody."""
    sys.dont_write_bytecode = True
    own = python_files()

    def look(event: str, about: tuple[Any, ...]) -> None:
        if event in STARTED or (event == "open" and not of_python(about[0], own)):
            stop("service")
        if event in CALLED and not network and not outside(about[1]):
            stop("inside")

    sys.addaudithook(look)


def stop(why: str) -> None:
    stopped.append(why)
    raise NotAllowed(why)


def python_files() -> tuple[Path, ...]:
    """Where Python and what is installed for it lie, and the clocks of the world."""
    import apprise

    installed = Path(apprise.__file__).resolve().parent.parent
    libraries = {Path(sysconfig.get_path(name)).resolve() for name in LIBRARIES}
    return (
        installed,
        *libraries,
        Path("/usr/share/zoneinfo"),
        Path("/dev/null"),
        Path("/dev/urandom"),
    )


def of_python(file: object, own: tuple[Path, ...]) -> bool:
    """Whether a file is one of these, or one that is open already (a number)."""
    if not isinstance(file, str | bytes | PathLike):
        return True
    path = Path(fsdecode(file)).resolve()
    return any(path.is_relative_to(each) for each in own)


def outside(address: object) -> bool:
    """Whether an address is outside. A name is none, nor is a socket of this machine."""
    host = str(address[0]) if isinstance(address, tuple) and address else ""
    try:
        return is_outside(ip_address(host.partition("%")[0]))
    except ValueError:
        return False


if __name__ == "__main__":
    main()
