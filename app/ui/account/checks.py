"""What can be wrong before one is signed in, and how it is said: the server, the clock, the room, the key store."""

import msgspec

from app.domain.errors import AppError
from app.sync.admission import ServerFound
from app.ui.kit.formats import span
from app.ui.kit.i18n import tr
from app.ui.kit.notices import sentence

WRONG_ADDRESS = frozenset({"foreign_server", "bad_address", "no_https"})
ABOUT_SERVER = WRONG_ADDRESS | {"offline", "timeout", "tls", "bad_answer", "server_error", "protocol"}
"""What stands at the server's field: neither name nor password has to do with it."""
SKEW_MS = 120_000
"""A clock that is wrong by more is told about."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the checks: what, how it stands, and whether that is well."""

    title: str
    detail: str
    word: str
    tone: str = "success"


def word_of(error: AppError) -> str:
    """Return in a word why a server is of no use."""
    if error.code == "foreign_server":
        return tr("不是知应服务器")
    return tr("不支持 HTTPS") if error.code == "no_https" else tr("连不上")


def sentence_of(error: AppError) -> str:
    """Return why a sign-in or a check failed, and what to do, in the words of this screen."""
    if error.code in ("offline", "timeout"):
        return tr("连不上这个地址。检查网络和地址，或稍后再试")
    if error.code == "no_https":
        if error.values.get("plain"):
            return tr("这个地址不支持 HTTPS。内网服务器可以不加密连接")
        return tr("这个地址不支持 HTTPS，密码不能不加密送过公网。检查地址和端口，或联系管理员")
    if error.code == "foreign_server":
        return tr("这个地址上的不是知应服务器。检查地址，或先完成网络登录页的认证")
    if error.code == "wrong_credentials":
        return tr("工号或密码不对，请再输一次")
    if error.code == "rate_limited":
        seconds = error.values.get("retry_after_s", 60)
        return tr("试的次数太多，{span}后再试").format(span=span(float(str(seconds))))
    return sentence(error)


def checks_of(found: ServerFound | None, error: AppError | None, free_bytes: int | None, store: str) -> list[Check]:
    """Return the lines of the checks. ``store`` is the problem of the key store, "" for none."""
    made = []
    if found is not None:
        name = found.name or found.url
        made.append(Check(title=tr("服务器"), detail=f"{name} · {found.version}".rstrip(" ·"), word=tr("正常")))
        skew = abs(found.skew_ms)
        wrong = skew > SKEW_MS
        made.append(
            Check(
                title=tr("系统时间"),
                detail=tr("与服务器相差 {span}").format(span=span(skew / 1000)),
                word=tr("请校准") if wrong else tr("正常"),
                tone="warning" if wrong else "success",
            )
        )
    elif error is not None:
        made.append(Check(title=tr("服务器"), detail=sentence_of(error), word=word_of(error), tone="warning"))
    if free_bytes is not None:
        little = free_bytes < 1 << 30
        made.append(
            Check(
                title=tr("本机空间"),
                detail=tr("可用 {size} GB").format(size=f"{free_bytes / (1 << 30):.1f}"),
                word=tr("不够") if little else tr("足够"),
                tone="warning" if little else "success",
            )
        )
    detail = tr("登录凭证由系统保管") if not store else tr("系统没有可用的密钥库，重启后要再输一次密码")
    word = tr("正常") if not store else tr("不可用")
    made.append(Check(title=tr("密钥库"), detail=detail, word=word, tone="warning" if store else "success"))
    return made
