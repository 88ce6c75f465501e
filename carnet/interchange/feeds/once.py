"""A file of the web taken once: beside the files of a command, or checked on the page of an upload."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from carnet.interchange.feeds.fetch import CHUNK, fetch
from carnet.interchange.plan import Source, sources_of
from carnet.interchange.uploads import Incoming, Upload, keep_upload


def is_address(text: str) -> bool:
    """Whether a text is meant as an address rather than a path; `fetch` says which ones are followed."""
    return "://" in text


def sources_given(texts: list[str], folder: Path) -> list[Source]:
    """The files that paths and addresses stand for; what is fetched goes into the folder."""
    return [source for at, text in enumerate(texts) for source in _sources(text, folder / f"{at}")]


def _sources(text: str, into: Path) -> list[Source]:
    if not is_address(text):
        return sources_of([Path(text)])
    fetch(text, into)
    # Reports name a file for good; what follows the mark may be a key to it.
    return [Source(into, text.partition("?")[0])]


def keep_fetched(*, url: str, user_id: int) -> Upload:
    """Fetch a file and keep it as if this person had sent it, so that it is checked before it is imported."""
    with TemporaryDirectory(prefix="carnet-fetch-") as folder:
        path = Path(folder) / "file"
        found = fetch(url, path)
        return keep_upload(files=[Incoming(found.name, _pieces(path))], user_id=user_id)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while piece := handle.read(CHUNK):
            yield piece
