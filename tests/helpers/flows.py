"""A guided flow as an office has one: earbuds without sound on one side, five steps to the exchange."""

from typing import Any

import msgspec

from app.domain.flow_chart import Action, ActionKind, Answer, Chart, Outcome, Question, Step
from app.domain.flows import Flow, FlowStatus

EARBUD_FLOW = "flow-earbud"


def _step(key: str, title: str, text: str, *answers: tuple[str, str], **more: Any) -> Step:
    made = tuple(Answer(f"{key}-{to}", said, to) for said, to in answers)
    return Step(key, title, text, answers=made, **more)


STEPS = (
    _step("light", "左耳灯亮吗", "请问左耳放回盒里时，灯亮吗？", ("亮", "volume"), ("不亮", "clean")),
    _step("volume", "换耳塞与音量检查", "请换一副耳塞，把音量调到一半再听。", outcome=Outcome.SOLVED),
    _step("clean", "清洁触点后复位", "用干棉签擦左耳底部两个金属点；长按盒底按钮 10 秒。", ("", "blink")),
    _step(
        "blink",
        "复位后灯怎么闪",
        "复位后，左耳的灯是怎么闪的？",
        ("红灯闪三下", "batch"),
        ("白灯闪两下", "again"),
        ("不亮", "charge"),
        note="可发送指示灯对照图，让客户点选。",
    ),
    _step(
        "batch",
        "批次在免检名单？",
        "请告诉我盒底的批次号。",
        ("是", "exchange"),
        ("不是", "repair"),
        questions=(Question("batch-no", "批次号", required=True),),
    ),
    _step("again", "重新配对并试听", "请重新配对，再试听一下。", outcome=Outcome.SOLVED),
    _step("charge", "充电 30 分钟再试", "请充电 30 分钟，再看灯。", ("灯亮了", "light"), ("仍不亮", "repair")),
    _step(
        "exchange",
        "免检换新",
        "您的耳机在免检名单里，这就为您换新。",
        outcome=Outcome.SOLVED,
        actions=(Action("ticket", ActionKind.TICKET, "免检换新：左耳无声"),),
    ),
    _step("repair", "寄回检测", "请寄回检测，运费由我们承担。", outcome=Outcome.HANDOVER),
)


def earbud_flow(**more: Any) -> Flow:
    """Return the flow, published."""
    flow = Flow(
        id=EARBUD_FLOW,
        scope="all",
        title="耳机换货引导流程",
        questions=("左边耳机没有声音了", "耳机单侧无声怎么办"),
        start="light",
        steps=STEPS,
        status=FlowStatus.PUBLISHED,
        chart=Chart("耳机换货引导流程", "light", STEPS),
        version=3,
        rev=4,
    )
    return msgspec.structs.replace(flow, **more)
