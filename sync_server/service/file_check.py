"""Whether the files that the database knows lie where they should, as they were."""

import hashlib

import msgspec

from sync_server.storage import blobs
from sync_server.storage.database import Database
from sync_server.storage.file_places import FilePlace, by_prefix


class Checked(msgspec.Struct, frozen=True):
    """How many files were looked at, and which of them (sha256) are not there or are not what they were."""

    files: int = 0
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether all of them are."""
        return not (self.missing or self.damaged)


def check(db: Database, place: FilePlace, *, whole: bool) -> Checked:
    """Look after each file's size, or, ``whole``, read all of it. The servers may run meanwhile.

    Raises AppError("files_out_of_reach").
    """
    files = 0
    missing: list[str] = []
    damaged: list[str] = []
    for prefix, held in by_prefix(place):
        known = db.read(lambda reader, prefix=prefix: blobs.of_prefix(reader, prefix))  # type: ignore[misc]
        lost = {each for each in known.keys() - held.keys() if place.size(each) is None}  # it may have come just now
        broken = {
            sha256
            for sha256, size in known.items()
            if sha256 in held and (held[sha256] != size or (whole and not _is_whole(place, sha256, size)))
        }
        if lost or broken:  # what nobody needs any more may have been removed since
            known = db.read(lambda reader, prefix=prefix: blobs.of_prefix(reader, prefix))  # type: ignore[misc]
        files += len(known)
        missing += sorted(lost & known.keys())
        damaged += sorted(broken & known.keys())
    return Checked(files, tuple(missing), tuple(damaged))


def _is_whole(place: FilePlace, sha256: str, size: int) -> bool:
    digest = hashlib.sha256()
    try:
        for piece in place.pieces(sha256, 0, size):
            digest.update(piece)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == sha256
