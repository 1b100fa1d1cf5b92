"""The one way in which Sarhad writes files: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from typing import TYPE_CHECKING

from geo.errors import LayerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_EVERYBODY_READS = 0o644


def write_files(files: Mapping[Path, str | bytes]) -> None:
    """Write files, texts as UTF-8; if one of them cannot be written, none is.

    Each goes into a file beside its own first and is flushed to the
    disk.  Only when all of them are there do they take their names, so that a
    reader sees an old file or a new one and never a half.

    Raises
    ------
    LayerError
        Names the file that cannot be written, and why.
    """
    staged: dict[Path, str] = {}
    path = None
    try:
        for path, held in files.items():
            staged[path] = _stage(path, held)
        for path, beside in staged.items():
            os.replace(beside, path)  # noqa: PTH105 - mkstemp gives a name, not a path
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror}); nothing was changed"
        raise LayerError(msg) from error
    finally:
        for beside in staged.values():
            with contextlib.suppress(OSError):
                os.unlink(beside)  # noqa: PTH108 - as above


def write_texts(texts: Mapping[Path, str]) -> None:
    """Write texts to files as ``write_files`` does."""
    write_files(texts)


def _stage(path: Path, held: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(21, "a folder of that name is in the way")
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(held.encode("utf-8") if isinstance(held, str) else held)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, _EVERYBODY_READS)  # noqa: PTH101 - as above
    except BaseException:
        os.unlink(beside)  # noqa: PTH108 - as above
        raise
    return beside
