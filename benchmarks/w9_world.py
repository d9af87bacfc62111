"""A district that never was: filings of 2,000 units with words of their own, and their files.

Every text is put together from sentences with slots. A unit fills them with its own projects,
places and people, so that texts of one kind look alike as they do in life: the frame is shared,
the content is not.
"""

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

UNITS = 2_000
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
_GIVEN = "明远志强建华晓东文博思源海燕丽娟国栋春梅永康少峰雪莲家俊云飞子涵玉兰德胜新宇静怡长青立群"
_PLACES = "东西南北中上下青白石清河江湖山林松柏桃李梅竹龙凤金银玉泉沙溪湾岭坪坝塘桥店铺"
_WORKS = (
    "水库除险 农田灌溉 校舍修缮 危房改造 食堂采购 医保结算 公路养护 桥梁加固 垃圾清运 路灯更换 "
    "种粮补贴 就业培训 养老服务 低保核查 残疾人辅具 林地流转 集体鱼塘发包 河道清淤 污水管网 "
    "老旧小区改造 电梯加装 疫苗冷链 校车安全 农贸市场 公墓管理 宅基地审批 护林员管理 冷库建设 "
    "驻村帮扶 创业贷款 图书采购 体育场馆 信访积案 招商合同 土地出让 公车租赁 印刷采购 会议定点 "
    "窗口收费 检验检测 扶贫车间 光伏电站 茶叶基地 烟叶收购 种苗采购 防火通道 消防水源 应急物资"
).split()
_OFFICES = (
    "财务科 人事科 项目科 法规科 监督室 综合科 业务一科 业务二科 执法队 信息中心 服务大厅 "
    "后勤科 审计科 党建办 群工科 规划科"
).split()
#: Beginning, middle and end of what a clerk writes; braces are filled from the unit's own words.
_FIRST = (
    "{d}，{p}主持召开专题会议，研究{w}中发现的问题，{n}人参加",
    "{d}，{p}带队到{l}检查{w}，查阅资料{n}份",
    "{d}上午，{o}会同{o2}对{w}开展抽查，抽查{n}户",
    "按照年度计划，{p}于{d}在{l}开展廉政谈话，谈话对象为{o}{n}名干部",
    "{d}组织{o}全体党员学习通报，结合{w}讨论，{n}人发言",
    "{o}在{d}完成{w}资金核对，核对凭证{n}笔，金额{m}万元",
    "{d}接到群众关于{w}的反映后，{p}当天到{l}了解情况，走访{n}户",
    "{p}、{p2}于{d}约谈{o}负责人，指出{w}中审批与验收为同一人等问题{n}个",
    "{d}在{l}张榜公示{w}名单，公示{n}天，收到意见{m}条",
    "{d}对{w}实施回访，电话联系{n}人，实地看了{l}",
)
_MIDDLE = (
    "{p2}提出，{w2}的合同没有写明违约责任，{o2}应在{n}日内补充",
    "现场发现{l2}的台账缺少经手人签名，已当场补齐{n}处",
    "经核实，{w2}的验收照片与实际位置不符，责成{o}重新验收",
    "{o2}反映人手不足，{p}答复从{o}抽调{n}人支援到{l2}",
    "{w2}结余资金{m}万元拟退回，{p2}负责与财政对接",
    "有{n}户对补偿标准有疑问，{p2}逐户作了解释，{l2}两户仍需上门",
    "通报了{l2}一起公款吃喝案例，{p2}结合本人分管工作作了检查",
    "查出重复申领{n}人，追回{m}元，已移交{o2}备案",
    "{w2}由{o}牵头，{o2}配合，每周向{p}报告一次进度",
    "座谈时{l2}的代表建议把收费标准贴在门口，{p2}表示采纳",
    "对{o2}三名新任职人员进行了任前提醒，重点讲了{w2}的纪律要求",
    "抽看监控{n}小时，未见{w2}现场有人员擅离职守",
)
_LAST = (
    "问题清单共{n}条，{m}日前整改完毕，由{p2}复核",
    "下一步由{o}修订{w}的管理办法，提交会议审定",
    "{p}要求{l}引以为戒，举一反三，{m}日内报书面情况",
    "整改情况将在{l2}公开栏公布，接受监督",
    "相关资料由{o}归档，{p2}每季度抽查一次",
    "会后{p2}与{o}签订承诺书{n}份",
    "暂未发现违规，{w}转入日常监督",
    "{o2}已建立问题台账，销号{n}个，其余{m}个在办",
)


@dataclass(frozen=True)
class Own:
    """The words of one unit."""

    people: list[str]
    places: list[str]
    works: list[str]
    offices: list[str]


def units(count: int = UNITS) -> list[Own]:
    """Return the units with their words, the same in every run."""
    draw = random.Random(9)
    return [_unit(draw) for _number in range(count)]


def _unit(draw: random.Random) -> Own:
    places = ["".join(draw.choices(_PLACES, k=2)) + draw.choice("村镇站院校") for _ in range(12)]
    return Own(
        people=[draw.choice(_FAMILY) + "".join(draw.choices(_GIVEN, k=2)) for _person in range(9)],
        places=places,
        works=[draw.choice(places)[:2] + work for work in draw.sample(_WORKS, 10)],
        offices=draw.sample(_OFFICES, 7),
    )


def text(own: Own, draw: random.Random) -> str:
    """Return what a clerk of the unit writes once."""
    sentences = [
        draw.choice(_FIRST),
        *draw.sample(_MIDDLE, draw.randint(1, 3)),
        draw.choice(_LAST),
    ]
    return "。".join(_filled(sentence, own, draw) for sentence in sentences) + "。"


def document(own: Own, draw: random.Random) -> str:
    """Return the text of a document: a head of the form, then some paragraphs."""
    head = f"会议记录　时间：{draw.randint(1, 12)}月{draw.randint(1, 28)}日　地点：会议室　"
    return head + "\n".join(text(own, draw) for _paragraph in range(3))


def _filled(sentence: str, own: Own, draw: random.Random) -> str:
    people, places = draw.sample(own.people, 2), draw.sample(own.places, 2)
    works, offices = draw.sample(own.works, 2), draw.sample(own.offices, 2)
    return sentence.format(
        d=f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日",
        n=draw.randint(2, 60),
        m=draw.randint(2, 90),
        p=people[0],
        p2=people[1],
        l=places[0],
        l2=places[1],
        w=works[0],
        w2=works[1],
        o=offices[0],
        o2=offices[1],
    )


# -- copies ------------------------------------------------------------------------------------


def exact(original: str, own: Own, draw: random.Random) -> str:
    """Return the same text."""
    return original


def redated(original: str, own: Own, draw: random.Random) -> str:
    """Return the text with other dates and figures."""
    return "".join(str(draw.randint(1, 9)) if char.isdigit() else char for char in original)


def paraphrased(original: str, own: Own, draw: random.Random) -> str:
    """Return the text with a tenth of its words replaced by others, and other dates."""
    found, left = list(redated(original, own, draw)), len(original) // 10
    while left > 0:
        length = min(left, draw.randint(2, 4))
        place = draw.randrange(max(1, len(found) - length))
        found[place : place + length] = draw.choices(_GIVEN + _PLACES, k=length)
        left -= length
    return "".join(found)


def reordered(original: str, own: Own, draw: random.Random) -> str:
    """Return the text with its sentences in another order."""
    sentences = original.rstrip("。").split("。")
    return "。".join([*sentences[1:], sentences[0]]) + "。"


def renamed(original: str, own: Own, draw: random.Random) -> str:
    """Return the text with people named anew."""
    found = original
    for person in own.people:
        other = draw.choice(_FAMILY) + "".join(draw.choices(_GIVEN, k=2))
        found = found.replace(person, other)
    return found


COPIES = {
    "exact": exact,
    "other dates and figures": redated,
    "a tenth in other words": paraphrased,
    "sentences moved": reordered,
    "people renamed": renamed,
}


# -- pictures ----------------------------------------------------------------------------------


def scenes(count: int, side: int, seed: int) -> Any:
    """Return pictures with the spectrum of photographs, as greys of 0 to 255."""
    draw = np.random.default_rng(seed)
    places = np.fft.fftfreq(side)
    far = np.sqrt(places[:, None] ** 2 + places[None, :] ** 2)
    far[0, 0] = 1
    noise = np.fft.fft2(draw.standard_normal((count, side, side)))
    shades = np.fft.ifft2(noise / far**1.2).real
    low = shades.min(axis=(1, 2), keepdims=True)
    high = shades.max(axis=(1, 2), keepdims=True)
    return ((shades - low) / (high - low) * 255).astype(np.uint8)


def _cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    left, top = int(width * 0.025), int(height * 0.025)
    return image.crop((left, top, width - left, height - top))


PICTURE_COPIES = {
    "re-encoded": lambda image: image,
    "half the size": lambda image: image.resize((image.width // 2, image.height // 2)),
    "cropped by a twentieth": _cropped,
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.25),
    "mirrored": ImageOps.mirror,
}
