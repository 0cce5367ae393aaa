"""Documents made by hand, for what no office program writes on demand."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from app.commands.transfer.documents.document import Document
from app.domain.rich import block_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def png(width: int = 60, height: int = 60, grey: int = 90) -> bytes:
    """Return a picture of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([grey]) * width) * height
    packed = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + packed + chunk(b"IEND", b"")


def docx(
    path: Path, body: str, *, relations: Mapping[str, str] | None = None, more: Mapping[str, bytes] | None = None
) -> Path:
    """Write a DOCX file with this content of ``w:body``; ``relations`` are targets by id, ``more`` further parts."""
    prefixes = (
        f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:a="urn:a" xmlns:wp="urn:wp" xmlns:mc="urn:mc" xmlns:v="urn:v" '
        'xmlns:wps="urn:wps" xmlns:m="urn:m"'
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="x" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for key, target in (relations or {}).items()
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {prefixes}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(more or {})).items():
            archive.writestr(name, content)
    return path


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def heading(text: str, level: int = 1) -> str:
    """Return a paragraph that is a heading by its outline."""
    return paragraph(text, f'<w:outlineLvl w:val="{level - 1}"/>')


def scanned_pdf(path: Path, pages: int = 1) -> Path:
    """Write a PDF file whose pages are one picture each, without a letter."""
    picture = zlib.compress(bytes([200]) * (100 * 140))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (3 + 3 * at) for at in range(pages))
    objects.append(b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages)
    drawing = b"q 595 0 0 842 0 0 cm /I Do Q"
    for at in range(pages):
        first = 3 + 3 * at
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
            % (first + 1, first + 2),
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
            b"<</Type/XObject/Subtype/Image/Width 100/Height 140/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(picture), picture),
        ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    end = out.rindex(b"xref")
    path.write_bytes(out + b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, end))
    return path


def outline(document: Document) -> list[str]:
    """Return a document's blocks as ``kind level text``, for comparing."""
    return [
        f"{block.kind} {block.level} {block_text(block)}" if block.level else f"{block.kind} {block_text(block)}"
        for block in document.body
    ]
