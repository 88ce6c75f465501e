"""Where a password made at the first start is kept."""

import os
from pathlib import Path


def keep_password(path: Path, password: str) -> None:
    """Write a password where only the operator reads it."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{password}\n")
