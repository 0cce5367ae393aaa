"""Generate a profile of any size: knowledge articles as a shop for appliances and electronics would write them.

Everything is drawn from the word lists below with a seeded generator, so a size and a seed always give the same
articles. Real bases repeat themselves less than templates do, so the postings here are longer than in life: the timings
are cautious.
"""
# ruff: noqa: SIM905

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

PRODUCTS = (
    "蓝牙耳机 洗衣机 电饭煲 扫地机器人 空气净化器 吸尘器 电热水器 微波炉 油烟机 燃气灶 洗碗机 冰箱 "
    "空调 投影仪 路由器 智能门锁 "
    "充电宝 平板电脑 笔记本电脑 显示器 键盘 鼠标 打印机 手环 手表 音箱 电视 机顶盒 加湿器 除湿机 "
    "电风扇 取暖器 净水器 饮水机 "
    "破壁机 豆浆机 咖啡机 烤箱 空气炸锅 电磁炉 剃须刀 吹风机 电动牙刷 按摩椅 跑步机 摄像头 门铃 台灯 插座 行车记录仪"
).split()
PARTS = (
    "电源线 遥控器 滤芯 电池 主板 屏幕 按键 门封条 水箱 尘盒 滚刷 边刷 喷淋臂 内胆 排水管 进水阀 "
    "显示面板 充电仓 耳塞 表带 支架 "
    "天线 网口 镜头 麦克风 扬声器 传感器 散热风扇 压缩机 保险丝 适配器 硒鼓 墨盒 加热管 温控器 旋钮 "
    "把手 底座 密封圈 过滤网"
).split()
FAULTS = (
    "无法开机 充不进电 没有声音 声音太小 连接不上 经常断开 显示错误代码 漏水 漏电 异响 发热严重 "
    "指示灯闪烁 不制冷 不加热 "
    "不出水 转速变慢 画面卡顿 触摸失灵 自动关机 按键没反应 有异味 噪音大 无法联网 升级失败 识别不到 "
    "时间不准 打不开门 卡住不动"
).split()
ACTIONS = (
    "更换 清洁 拆卸 安装 重置 配对 升级 校准 充电 保养 调试 绑定 解绑 登记 寄修 退货 换货 报修 查询 "
    "购买 消毒 除垢 复位 固定"
).split()
MATTERS = (
    "发票 运费 保修期 退款进度 会员积分 优惠券 价格保护 以旧换新 上门安装费 物流信息 收货地址 "
    "订单状态 电子保修卡 延长保修 "
    "增值税专用发票 企业采购 分期付款 货到付款 预约时间 维修报价 配件价格 赠品 包装破损 签收异常 账号密码 短信验证码"
).split()
CHANNELS = "官方商城 京东旗舰店 天猫旗舰店 线下门店 小程序 企业客户 直播间 加盟店".split()
CITIES = "北京 上海 广州 深圳 成都 杭州 武汉 西安 南京 重庆 长沙 青岛 厦门 昆明 沈阳 郑州".split()
TITLES = (
    "{product}{fault}怎么办",
    "{product}{code}{fault}如何处理",
    "怎么{action}{product}的{part}",
    "{code} {product}{part}在哪里买",
    "{channel}购买的{product}如何办理{matter}",
    "{city}地区{product}{matter}说明",
    "{product}{part}{fault}的原因",
    "{product}多久需要{action}一次{part}",
    "如何查询{product}的{matter}",
    "{channel}{matter}常见问题",
    "{product}可以{action}吗",
    "{code}{action}{part}的步骤",
)
QUESTIONS = (
    "我的{product}{fault}了",
    "{product}的{part}坏了能{action}吗",
    "请问{matter}怎么弄",
    "{channel}买的可以{action}吗",
    "{city}有没有{product}的维修点",
)
SENTENCES = (
    "请先确认{product}的{part}已经插好，再长按电源键十秒重新启动。",
    "如果{fault}，请检查{part}是否松动或者积灰。",
    "在{channel}下单的顾客可以在订单详情页申请{matter}。",
    "保修期内{part}损坏可以免费{action}，人为损坏需要支付工本费。",
    "{city}的服务网点支持当天{action}，其他城市需要一到三个工作日。",
    "操作前请断开电源，等待五分钟后再{action}{part}。",
    "型号{code}不支持此功能，请以说明书为准。",
    "我们会在二十四小时内联系您确认{matter}。",
    "若仍然{fault}，请提供购买凭证和照片，我们安排工程师上门{action}。",
    "建议每三个月{action}一次{part}，可以延长{product}的使用寿命。",
    "{matter}将在审核通过后原路退回，到账时间以银行为准。",
    "打开手机应用，进入设备页面，选择{action}，按提示完成即可。",
)


class SampleArticle(NamedTuple):
    """One generated article; the body has about 150 characters."""

    article_id: str
    title: str
    questions: tuple[str, ...]
    body: str
    category: str


def _code(draw: random.Random) -> str:
    return f"{draw.choice('ABCDEHKMPTX')}{draw.choice('PQRSX')}{draw.randint(1, 9)}-{draw.randint(1000, 9999)}"


def _fill(draw: random.Random, pattern: str, product: str, code: str) -> str:
    return pattern.format(
        product=product,
        code=code,
        part=draw.choice(PARTS),
        fault=draw.choice(FAULTS),
        action=draw.choice(ACTIONS),
        matter=draw.choice(MATTERS),
        channel=draw.choice(CHANNELS),
        city=draw.choice(CITIES),
    )


def generate_articles(count: int, seed: int = 1) -> Iterator[SampleArticle]:
    """Yield *count* articles; one in five has similar questions."""
    draw = random.Random(seed)
    for number in range(count):
        product, code = draw.choice(PRODUCTS), _code(draw)
        questions = draw.sample(QUESTIONS, draw.randint(1, 3)) if draw.random() < 0.2 else []
        body = "".join(_fill(draw, sentence, product, code) for sentence in draw.sample(SENTENCES, 5))
        yield SampleArticle(
            article_id=f"article-{number:06d}",
            title=_fill(draw, draw.choice(TITLES), product, code),
            questions=tuple(_fill(draw, question, product, code) for question in questions),
            body=body,
            category=product,
        )
