"""Storing files: each content once, whoever brings it and however often."""

import hashlib
from collections.abc import Iterable

from carnet.core.acting import Actor, Role
from carnet.files.models import File
from carnet.files.photos import photo_type

BATCH = 50


def store_photo(*, content: bytes, actor: Actor) -> File:
    """The stored file of a picture; Invalid for what is none."""
    actor.require(Role.MEMBER)
    return store_photos(contents=[(content, photo_type(content))], actor=actor)[hash_of(content)]


def store_photos(*, contents: Iterable[tuple[bytes, str]], actor: Actor) -> dict[str, File]:
    """The stored files of pictures already judged, by hash, without their content; two queries for many."""
    actor.require(Role.MEMBER)
    wanted = {hash_of(content): (content, media_type) for content, media_type in contents}
    stored = File.objects.filter(sha256__in=wanted).defer("content")
    known = {file.sha256: file for file in stored}
    new = [
        File(sha256=key, media_type=kind, size=len(content), content=content, created_at=actor.at)
        for key, (content, kind) in wanted.items()
        if key not in known
    ]
    # Two people may bring one picture in the same moment: the second finds it stored.
    File.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return {file.sha256: file for file in stored.all()} if new else known


def hash_of(content: bytes) -> str:
    """The SHA-256 by which a content is known."""
    return hashlib.sha256(content).hexdigest()
