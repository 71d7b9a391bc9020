"""Word's binary files, OpenDocument and rich text -> .docx, by LibreOffice in a process of its own.

It gets a fresh profile in a temporary folder, in which macros are off, links are not followed and Java is not started,
and no network where the system lets a process give that up; it is killed with all that it started when it takes too
long. https://wiki.documentfoundation.org/UserProfile describes the profile.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from ingest.errors import SourceError
from ingest.formats import isolated, limits

INSTALL = "Install Debian's package libreoffice-writer-nogui (or libreoffice-writer), or save the file as .docx"
_SAVE = "Open it in a word processor and save it as .docx"
_COMMON = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_COMMON, "MacroSecurityLevel", "3"),
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def to_docx(data: bytes, suffix: str, name: str) -> bytes:
    """A document of the kind that `suffix` (".doc", ".odt", ".rtf") says, as .docx.

    Raises SourceError: "refused" where LibreOffice is not installed and for a document that takes it too long or gets
    too large; "failed" for one that it cannot read.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SourceError(name, f"is a {suffix} file, and LibreOffice is not installed to read it", INSTALL, "refused")
    with tempfile.TemporaryDirectory() as folder:
        given, profile = Path(folder, f"document{suffix}"), Path(folder, "profile")
        given.write_bytes(data)
        _write_settings(profile)
        options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        convert = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(given))
        command = [*_fence(), program, f"-env:UserInstallation={profile.as_uri()}", *options, *convert]
        ended, _ = isolated.run(
            command,
            b"",
            limits.OFFICE_SECONDS,
            environment={"HOME": folder, "TMPDIR": folder, "SAL_USE_VCLPLUGIN": "svp"},
        )
        if ended is None:
            reason = f"takes LibreOffice longer than {limits.OFFICE_SECONDS} seconds to read"
            raise SourceError(name, reason, _SAVE, "refused")
        return _result(given.with_suffix(".docx"), name)


def _result(path: Path, name: str) -> bytes:
    if not path.is_file() or path.stat().st_size == 0:
        raise SourceError(name, "cannot be read by LibreOffice", _SAVE, "failed")
    if path.stat().st_size > limits.INFLATED:
        reason = f"is larger than {limits.INFLATED // limits.MB} MB as a .docx"
        raise SourceError(name, reason, "Leave out its pictures, or split it", "refused")
    return path.read_bytes()


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path={quoteattr(path)}><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", "utf-8")


@cache
def _fence() -> tuple[str, ...]:
    """The commands that take memory, file size and network from what comes after them, where the system has them."""
    fence: tuple[str, ...] = ()
    if shutil.which("prlimit"):
        most = (f"--as={limits.OFFICE_BYTES}", f"--cpu={limits.OFFICE_SECONDS}", f"--fsize={2 * limits.INFLATED}")
        fence += ("prlimit", *most, "--core=0", "--")
    alone = ("unshare", "--map-root-user", "--net", "--")
    if shutil.which("unshare") and subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0:
        fence += alone
    return fence
