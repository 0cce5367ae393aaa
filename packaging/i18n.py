"""Translation catalogues: extract, fill, check, build.

    python packaging/i18n.py update [PART …]   bring resources/i18n/<language>/<part>.ts in line with the code
    python packaging/i18n.py missing [PART …]  print what is not translated as JSON, with a first guess for zh_TW
    python packaging/i18n.py fill FILE.json    put {"源文": {"zh_TW": "…", "en": "…" or ["one", "many"]}} into them
    python packaging/i18n.py check             fail if a text is not a literal, or not translated
    python packaging/i18n.py build [FOLDER]    make zhiying_<language>.qm with lrelease (default resources/i18n)

Extraction is our own, because lupdate takes f-strings silently as texts that can never match. Parts are the folders of
``app/ui``; every other module belongs to the part ``app``. A text used in several parts stands in the first.
"""

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "i18n"
CONTEXT = "zhiying"
SOURCE_LANGUAGE = "zh_CN"
PLURAL_FORMS = {"zh_TW": 1, "en": 2}
FUNCTIONS = frozenset({"tr", "mark"})
FIRST_PARTS = ("kit", "shell", "app")

# The words that Taiwan says differently, on top of what OpenCC's s2twp knows. Longest first.
TAIWAN = {
    "会话": "對話", "工单": "工單", "质检": "品檢", "快捷语": "快速回覆", "设置": "設定", "登录": "登入",
    "网络": "網路", "信息": "訊息", "软件": "軟體", "在线": "線上", "离线": "離線", "默认": "預設",
    "文件": "檔案", "搜索": "搜尋", "消息": "訊息", "视频": "影片", "通过": "通過", "附件": "附件",
    "客户": "客戶", "撤销": "復原", "粘贴": "貼上", "账号": "帳號", "反馈": "回饋", "菜单": "選單",
    "窗口": "視窗", "退出": "結束", "图片": "圖片", "服务器": "伺服器",
}  # fmt: skip

Key = tuple[str, str]
"""A text and its comment."""


@dataclass
class Message:
    """One text: where it is used and, in one language, its forms (one, or a form for each plural)."""

    text: str
    comment: str
    plural: bool
    files: list[str]
    forms: list[str]

    @property
    def key(self) -> Key:
        return self.text, self.comment

    @property
    def finished(self) -> bool:
        return bool(self.forms) and all(self.forms)


@dataclass(frozen=True)
class Use:
    """One call of tr() or mark() in the code."""

    text: str
    comment: str
    plural: bool
    path: Path
    line: int


class NotLiteral(ValueError):
    """A call of tr() whose text is computed: it could never be found in a catalogue."""


def uses_in(path: Path) -> Iterator[Use]:
    """Yield every text of one module. Raises NotLiteral with file and line."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
            continue
        arguments = dict(zip(("text", "comment", "n"), node.args, strict=False))
        arguments |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        values: list[str] = []
        for name in ("text", "comment"):
            value = arguments.get(name)
            if value is None and name == "comment":
                values.append("")
            elif isinstance(value, ast.Constant) and isinstance(value.value, str):
                values.append(value.value)
            else:
                raise NotLiteral(f"{path}:{node.lineno}: {name} of {node.func.id}() is not a literal")
        yield Use(values[0], values[1], "n" in arguments, path, node.lineno)


def part_of(path: Path, root: Path = ROOT) -> str:
    """Return the catalogue that a module's texts go to."""
    parts = path.relative_to(root / "app").parts
    return parts[1] if parts[0] == "ui" and len(parts) > 2 else "app"


def extract(root: Path = ROOT) -> dict[str, dict[Key, Message]]:
    """Return part -> texts of the whole client. A text stands in the first part that uses it."""
    by_part: dict[str, list[Path]] = {}
    for path in sorted((root / "app").rglob("*.py")):
        by_part.setdefault(part_of(path, root), []).append(path)
    order = [part for part in FIRST_PARTS if part in by_part]
    order += [part for part in sorted(by_part) if part not in order]
    found: dict[str, dict[Key, Message]] = {part: {} for part in order}
    seen: dict[Key, Message] = {}
    for part in order:
        for path in by_part[part]:
            for use in uses_in(path):
                key = (use.text, use.comment)
                if key not in seen:
                    seen[key] = found[part][key] = Message(use.text, use.comment, False, [], [])
                message = seen[key]
                message.plural |= use.plural
                name = path.relative_to(root).as_posix()
                if name not in message.files:
                    message.files.append(name)
    return found


def read_catalogue(path: Path) -> dict[Key, Message]:
    """Return the messages of one .ts file; none when it does not exist."""
    if not path.exists():
        return {}
    messages: dict[Key, Message] = {}
    for node in ET.parse(path).getroot().iter("message"):
        translation = node.find("translation")
        plural = node.get("numerus") == "yes"
        forms = (
            []
            if translation is None
            else (
                [form.text or "" for form in translation.findall("numerusform")] if plural else [translation.text or ""]
            )
        )
        files = [location.get("filename", "") for location in node.findall("location")]
        message = Message(node.findtext("source", ""), node.findtext("comment", ""), plural, files, forms)
        messages[message.key] = message
    return messages


def write_catalogue(path: Path, language: str, messages: Iterable[Message]) -> None:
    """Write one .ts file as Qt Linguist reads it, sorted so that differences stay small."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage=SOURCE_LANGUAGE)
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for message in sorted(messages, key=lambda one: (one.files[:1], one.text, one.comment)):
        node = ET.SubElement(context, "message", {"numerus": "yes"} if message.plural else {})
        for name in message.files:
            ET.SubElement(node, "location", filename=name)
        ET.SubElement(node, "source").text = message.text
        if message.comment:
            ET.SubElement(node, "comment").text = message.comment
        translation = ET.SubElement(node, "translation")
        if not message.finished:
            translation.set("type", "unfinished")
        if message.plural:
            wanted = PLURAL_FORMS[language]
            forms = (message.forms + [message.forms[-1] if message.forms else ""] * wanted)[:wanted]
            for form in forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = message.forms[0] if message.forms else ""
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    content = f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n'
    if not path.exists() or path.read_text("utf-8") != content:
        path.write_text(content, "utf-8")


def catalogue(language: str, part: str, folder: Path = CATALOGUES) -> Path:
    return folder / language / f"{part}.ts"


def memory(language: str, folder: Path = CATALOGUES) -> dict[Key, Message]:
    """Return every message of a language from all its parts: a text that moved keeps its translation."""
    known: dict[Key, Message] = {}
    for path in sorted((folder / language).glob("*.ts")):
        for key, message in read_catalogue(path).items():
            if key not in known or not known[key].finished:
                known[key] = message
    return known


def update(parts: Iterable[str] = (), root: Path = ROOT) -> None:
    """Bring the catalogues in line with the code, keeping every translation that still has a use."""
    folder = root / "resources" / "i18n"
    found = extract(root)
    chosen = set(parts) or set(found)
    for language in PLURAL_FORMS:
        known = memory(language, folder)
        for part, messages in found.items():
            if part not in chosen:
                continue
            for key, message in messages.items():
                message.forms = list(known[key].forms) if key in known else []
            path = catalogue(language, part, folder)
            if messages:
                write_catalogue(path, language, messages.values())
            else:
                path.unlink(missing_ok=True)
        if not parts:
            for path in (folder / language).glob("*.ts"):
                if path.stem not in found:
                    path.unlink()


def missing(root: Path = ROOT) -> dict[str, dict[str, list[Key]]]:
    """Return language -> part -> texts without a complete translation."""
    folder = root / "resources" / "i18n"
    found = extract(root)
    gaps: dict[str, dict[str, list[Key]]] = {}
    for language in PLURAL_FORMS:
        known = memory(language, folder)
        gaps[language] = {}
        for part, messages in found.items():
            keys = [
                key
                for key, message in messages.items()
                if key not in known or not known[key].finished or known[key].plural != message.plural
            ]
            if keys:
                gaps[language][part] = keys
    return gaps


def guess_taiwan(text: str) -> str:
    """Return a first guess for zh_TW, to be read and corrected: words first, then OpenCC for the letters."""
    from opencc import OpenCC  # here alone: the other verbs need the standard library only

    for source in sorted(TAIWAN, key=len, reverse=True):
        text = text.replace(source, TAIWAN[source])
    return str(OpenCC("s2twp").convert(text))


def print_missing(parts: Iterable[str]) -> None:
    chosen = set(parts)
    wanted: dict[str, dict[str, str]] = {}
    for language, by_part in missing().items():
        for part, keys in by_part.items():
            if chosen and part not in chosen:
                continue
            for text, comment in keys:
                name = f"{text}|{comment}" if comment else text
                wanted.setdefault(name, {})[language] = guess_taiwan(text) if language == "zh_TW" else ""
    json.dump(wanted, sys.stdout, ensure_ascii=False, indent=1)
    print()


def fill(source: Path, root: Path = ROOT) -> int:
    """Put translations from a JSON file into the catalogues and return how many texts took one.

    A text with a comment is named ``text|comment``. Plural texts take a list of forms, or one text for all forms.
    """
    update(root=root)
    folder = root / "resources" / "i18n"
    given: dict[str, dict[str, str | list[str]]] = json.loads(source.read_text("utf-8"))
    count = 0
    for language in PLURAL_FORMS:
        for path in sorted((folder / language).glob("*.ts")):
            messages = read_catalogue(path)
            for message in messages.values():
                name = f"{message.text}|{message.comment}" if message.comment else message.text
                value = given.get(name, {}).get(language)
                if value:
                    message.forms = [value] if isinstance(value, str) else list(value)
                    count += 1
            write_catalogue(path, language, messages.values())
    return count


def build(target: Path = CATALOGUES, root: Path = ROOT) -> list[Path]:
    """Compile the catalogues of each language into one .qm, and those in ``qt``; return the files made."""
    made: list[Path] = []
    target.mkdir(parents=True, exist_ok=True)
    for language in PLURAL_FORMS:
        output = target / f"zhiying_{language}.qm"
        with tempfile.TemporaryDirectory() as folder:
            joined = Path(folder) / f"zhiying_{language}.ts"
            write_catalogue(joined, language, memory(language, root / "resources" / "i18n").values())
            _compile(joined, output)
        made.append(output)
    for source in sorted((root / "resources" / "i18n" / "qt").glob("*.ts")):  # what Qt's own catalogues lack
        output = target / f"qt_{source.stem}.qm"
        _compile(source, output)
        made.append(output)
    return made


def _compile(source: Path, output: Path) -> None:
    """Make a .qm beside its place and put it there whole: a running program has the old one mapped into its memory."""
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    program = str(tool) if tool.exists() else shutil.which("pyside6-lrelease") or "pyside6-lrelease"
    fresh = output.with_name(f"{output.name}.{os.getpid()}")
    try:
        subprocess.run([program, "-silent", str(source), "-qm", str(fresh)], check=True)
        fresh.replace(output)
    finally:
        fresh.unlink(missing_ok=True)


def check() -> int:
    """Print what is wrong and return the number of faults."""
    faults = 0
    for language, by_part in missing().items():
        for part, keys in by_part.items():
            for text, comment in keys:
                print(f"{language}: {part}: {text!r} {comment}")
                faults += 1
    return faults


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["update", "missing", "fill", "check", "build"])
    parser.add_argument("names", nargs="*")
    given = parser.parse_args(arguments)
    if given.verb == "update":
        update(given.names)
    elif given.verb == "missing":
        print_missing(given.names)
    elif given.verb == "fill":
        print(f"{fill(Path(given.names[0]))} texts translated")
    elif given.verb == "check":
        return 1 if check() else 0
    else:
        for path in build(Path(given.names[0]).resolve() if given.names else CATALOGUES):
            print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
