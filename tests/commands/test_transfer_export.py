"""What is exported comes in again as it was."""

import datetime
import hashlib
import zipfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.commands.transfer.export import write_knowledge
from app.commands.transfer.files import open_files
from app.commands.transfer.plan import plan_import
from app.commands.transfer.table import read_table
from app.domain.access import ALL
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.knowledge import Article, ArticleStatus, Audience, Category
from app.domain.rich import Block, BlockKind, body_images, body_text
from app.domain.rich_html import parse_html
from tests.domain.test_rich_html import broken_html
from tests.helpers.planning import AFTER_SALES, PNG, SHANGHAI, article, plan, problems

# -- there and back --------------------------------------------------------------------------------------------


def office(
    bodies: Sequence[str], titles: Sequence[str] = ("=1+1", "同名", "同名", "长" * 70)
) -> tuple[list[Article], list[Category], dict[str, bytes]]:
    """Articles with everything that is hard to write, and their files."""
    blobs = {"p" * 64: PNG, "q" * 64: PNG + b"2", "d" * 64: b"%PDF"}
    images = (
        FileRef("p" * 64, "image.png", len(PNG), "image/png"),
        FileRef("q" * 64, "image.png", len(PNG) + 1, "image/png"),
    )
    real = {sha256: hashlib.sha256(data).hexdigest() for sha256, data in blobs.items()}
    rename = {ref.sha256: msgspec.structs.replace(ref, sha256=real[ref.sha256]) for ref in images}
    categories = [
        Category(id="c", scope=ALL, name="售后", synonyms=("维修",)),
        Category(id="w", scope=ALL, name="Wi-Fi/蓝牙", parent_id="c"),
    ]
    articles = []
    for number, html in enumerate(bodies, 1):
        body = parse_html(html, lambda src, alt: real["p" * 64 if "a" in src else "q" * 64])
        used = tuple(ref for ref in rename.values() if ref.sha256 in body_images(body))
        articles.append(
            Article(
                id=f"id-{number}",
                scope=ALL,
                title=titles[number - 1],
                category_id=("w", "c", "")[number % 3],
                questions=("a;b", "-x") if number % 2 else ("只有;一条",),
                body=body,
                images=used,
                attachments=(FileRef(real["d" * 64], "a:b, c.pdf", 4),) if number % 2 else (),
                audience=Audience.INTERNAL if number % 2 else Audience.CUSTOMER,
                language=("zh-CN", "zh-TW", "en")[number % 3],
                tags=("x、y", "z"),
                valid_from=1_700_000_000_123,
                valid_until=int(datetime.datetime(2027, 1, 1, tzinfo=SHANGHAI).timestamp() * 1000) - 1,
                import_key="K" if number == 2 else "",
                number=number if number != 3 else 0,
                status=list(ArticleStatus)[number % 3],
            )
        )
    return articles, categories, {real[sha256]: data for sha256, data in blobs.items()}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(broken_html, min_size=4, max_size=4), st.sampled_from(["zh_CN", "zh_TW", "en"]))
def test_what_is_exported_imports_as_unchanged(tmp_path: Path, bodies: list[str], language: str) -> None:
    bodies[0] = f"<p><img src=a><img src=b width=99>{bodies[0]}"
    articles, categories, blobs = office(bodies)
    for target, files in ((tmp_path / "k.zip", tmp_path / "k.zip"), (tmp_path / "k.xlsx", None)):
        done = write_knowledge(target, articles, categories, blobs.get, zone=SHANGHAI, language=language)
        assert done.missing == ()
        planned = plan(read_table(target), articles, categories, files)
        assert [(found.verdict, found.changed) for found in planned.rows] == [("unchanged", ())] * len(articles)
        assert (problems(planned), planned.categories, planned.changed_categories) == ([], (), ())
    with zipfile.ZipFile(tmp_path / "k.zip") as packed:
        assert {"images/image.png", "attachments/a_b, c.pdf"} <= set(packed.namelist())


def test_an_office_can_be_moved_to_another_by_its_export(tmp_path: Path) -> None:
    articles, categories, blobs = office(["<p>x<img src=a><img src=b>"] * 3, ("一", "二", "三"))
    write_knowledge(tmp_path / "k.zip", articles, categories, blobs.get, zone=SHANGHAI)
    with ExitStack() as stack:
        files = stack.enter_context(open_files(tmp_path / "k.zip"))
        planned = plan_import(read_table(tmp_path / "k.zip"), [], [], files, zone=SHANGHAI)
        stored = {file.ref.sha256: files.read(file.entry, MAX_FILE_BYTES) for file in planned.files}
    assert stored == blobs
    assert [row.verdict for row in planned.rows] == ["new", "new", "new"]
    assert [body_text(row.article.body) for row in planned.rows if row.article] == ["x"] * 3
    assert {category.name for category in planned.categories} == {"售后", "Wi-Fi/蓝牙"}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    dangerous = ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\tx"]
    articles = [article(str(number), title=text, body=text) for number, text in enumerate(dangerous)]
    write_knowledge(tmp_path / "k.xlsx", articles, [AFTER_SALES], lambda sha256: None, zone=SHANGHAI)
    book = openpyxl.load_workbook(tmp_path / "k.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@\t")


def test_a_body_longer_than_a_cell_goes_on_in_the_next_column(tmp_path: Path) -> None:
    body = tuple(Block(id=str(number), html=f"段落 {number} " + "字" * 900) for number in range(80))
    long = msgspec.structs.replace(article(), body=body)
    write_knowledge(tmp_path / "k.xlsx", [long], [AFTER_SALES], lambda sha256: None, zone=SHANGHAI)
    assert plan(read_table(tmp_path / "k.xlsx"), [long], [AFTER_SALES]).count("unchanged") == 1


def test_files_that_this_device_lacks_are_told(tmp_path: Path) -> None:
    block = Block(id="1", kind=BlockKind.IMAGE, image="f" * 64)
    lacking = msgspec.structs.replace(article(), body=(block,), images=(FileRef("f" * 64, "x.png", 3, "image/png"),))
    done = write_knowledge(tmp_path / "k.zip", [lacking], [AFTER_SALES], lambda sha256: None, zone=SHANGHAI)
    assert done.missing == (("耳机无声", "x.png"),)


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "k.zip").write_bytes(b"old")

    def broken(sha256: str) -> bytes:
        raise OSError(28, "No space left on device")

    shown = msgspec.structs.replace(article(), attachments=(FileRef("f" * 64, "x.pdf", 3),))
    with pytest.raises(AppError) as caught:
        write_knowledge(tmp_path / "k.zip", [shown], [AFTER_SALES], broken, zone=SHANGHAI)
    assert (caught.value.code, (tmp_path / "k.zip").read_bytes()) == ("export_failed", b"old")
    assert [path.name for path in tmp_path.iterdir()] == ["k.zip"]


def test_the_sample_of_the_product_imports_without_errors() -> None:
    sample = Path(__file__).resolve().parents[2] / "resources/sample"
    planned = plan(read_table(sample / "knowledge.xlsx"), folder=sample)
    assert problems(planned) == []
    assert planned.count("new") >= 150
    assert len(planned.files) >= 20
    assert planned.unknown_columns == ()
