"""Settings from the environment and `.env`; a bad value stops the start with one sentence."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(SystemExit):
    """A setting that cannot be used: the sentence is all the operator sees."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"carnet: {name}: {expected}")


def load_dotenv(path: Path) -> None:
    """Take NAME=value lines of a file into the environment; what is set there already wins."""
    if not path.is_file():
        return
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            raise BadSetting(f"{path.name}, line {number}", "expected NAME=value")
        os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def data_folder(default: Path) -> Path:
    """The folder for database, files and backups, made when missing."""
    folder = Path(os.environ.get("CARNET_DATA") or default).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadSetting("CARNET_DATA", f"cannot be used as a folder ({error.strerror})") from None
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: given, read from a file, or made once and kept."""
    if key := os.environ.get("CARNET_SECRET_KEY"):
        if len(key) < 32:
            raise BadSetting("CARNET_SECRET_KEY", "expected at least 32 characters")
        return key
    given = os.environ.get("CARNET_SECRET_KEY_FILE")
    path = Path(given) if given else folder / "secret-key"
    if given and not path.is_file():
        raise BadSetting("CARNET_SECRET_KEY_FILE", "no such file")
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()


def _write_once(path: Path, text: str) -> None:
    """Two processes starting at once must end with the same key."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def database(folder: Path) -> dict[str, Any]:
    """Django's description of the database: SQLite in the folder, or CARNET_DATABASE_URL."""
    url = os.environ.get("CARNET_DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        return _postgresql(url)
    if url and not url.startswith("sqlite:///"):
        raise BadSetting("CARNET_DATABASE_URL", "expected postgres://user:password@host:port/name")
    path = url.removeprefix("sqlite:///") or str(folder / "carnet.db")
    _keep_private(path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # 16 MB of pages instead of 2: figures look up thousands of scattered accounts.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-16000;",
        },
    }


def _keep_private(path: str) -> None:
    """Sessions and customers are for nobody else on the machine; SQLite's other files follow this one."""
    if path.startswith((":", "file:")):
        return
    with suppress(OSError):  # one that cannot be opened is told of when it is used
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        Path(path).chmod(0o600)


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise BadSetting("CARNET_DATABASE_URL", "the port is not a number") from None
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadSetting("CARNET_DATABASE_URL", "the name of the database is missing")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def base_url() -> str:
    """The address people reach Carnet at."""
    url = os.environ.get("CARNET_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting("CARNET_BASE_URL", "expected an address such as https://carnet.example.org")
    return url


_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def airtable_token() -> str:
    """The personal access token for Airtable; no sentence ever repeats it."""
    token = os.environ.get("AIRTABLE_API_TOKEN", "").strip()
    if token and not (token.isascii() and token.isprintable() and " " not in token and len(token) <= 500):
        raise BadSetting("AIRTABLE_API_TOKEN", "expected a personal access token such as patAbc123.def456")
    return token


def airtable_base() -> str:
    """The id of the Airtable base."""
    base = os.environ.get("AIRTABLE_BASE_ID", "").strip()
    if base and not (base.isascii() and base.replace("-", "").replace("_", "").isalnum() and len(base) <= 64):
        raise BadSetting("AIRTABLE_BASE_ID", "expected the id of a base such as appAbc123Def456Gh")
    return base


def airtable_endpoint() -> str:
    """Where Airtable answers; the token goes there, so in the clear only to this machine."""
    url = (
        (os.environ.get("AIRTABLE_ENDPOINT_URL") or "https://api.airtable.com")
        .strip()
        .rstrip("/")
        .removesuffix("/v0")
    )
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    secure = host and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))
    if not secure or parts.username or parts.query or parts.fragment:
        raise BadSetting("AIRTABLE_ENDPOINT_URL", "expected an https address (http only to this machine)")
    return url
