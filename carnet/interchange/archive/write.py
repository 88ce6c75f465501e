"""Writing the archive: table after table, row after row, all as of one moment."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import IO, Any

from carnet.core.acting import Actor, Role
from carnet.interchange.archive.sequences import last_id
from carnet.interchange.archive.tables import (
    FORMAT,
    MANIFEST,
    VERSION,
    Model,
    archived_models,
    at_once,
    columns_of,
    member_of,
)
from carnet.interchange.archive.values import line_of
from carnet.interchange.moment import one_moment

Told = dict[str, Any]
CHUNK = 500
_PACKED = 6
"""Level of compression: more takes three times as long for a twentieth less."""


def write_archive(target: IO[bytes], *, actor: Actor) -> Told:
    """Write everything to a file that need not be seekable; its manifest."""
    actor.require(Role.ADMIN)
    manifest: Told = {
        "format": FORMAT,
        "version": VERSION,
        "carnet": version("carnet"),
        "created_at": actor.at.isoformat(),
        "tables": [],
    }
    with one_moment(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKED) as archive:
        for table, model in archived_models().items():
            manifest["tables"].append(_write(table, model, archive, actor.at))
        archive.writestr(_info(MANIFEST, actor.at), json.dumps(manifest, indent=1))
    return manifest


def _write(table: str, model: Model, archive: zipfile.ZipFile, at: datetime) -> Told:
    digest, rows, size = hashlib.sha256(), 0, 0
    with archive.open(_info(member_of(table), at), "w", force_zip64=True) as member:
        for row in _rows(model):
            line = line_of(row)
            member.write(line)
            digest.update(line)
            rows, size = rows + 1, size + len(line)
    return {
        "name": table,
        "rows": rows,
        "bytes": size,
        "sha256": digest.hexdigest(),
        "last_id": last_id(model),
    }


def _rows(model: Model) -> Iterator[Told]:
    names = [column.attname for column in columns_of(model)]
    found = (
        model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=at_once(model, CHUNK))
    )
    return (dict(zip(names, values, strict=True)) for values in found)


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, at.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
