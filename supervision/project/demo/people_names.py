"""Invented names: common and double surnames, surnames read in their own way, rare characters."""

from random import Random

#: The commonest first, drawn by falling weight.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
#: Read otherwise than as a word; they must be found by both readings.
_READ_OTHERWISE = "单解仇曾查覃翟缪盖朴区乐"
_DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "尉迟",
    "长孙",
    "令狐",
    "皇甫",
    "慕容",
    "夏侯",
    "司徒",
    "端木",
)
_MALE = "伟强磊军勇杰涛明超刚平辉鹏华飞波斌宇浩凯健俊帆帅旭龙林阳建国志文德正庆成忠义信诚光海山江河"
_FEMALE = (
    "芳娜敏静丽艳娟秀英慧巧美雪琳晶洁梅兰竹菊云霞萍红玉珍凤琴燕玲桂香芝荷莲雨欣怡佳颖倩婷瑶蓉薇"
)
_BOTH = "晓春秋冬清澄远宁安乐知言若谷青禾砚石耳松泉溪岭峤原野北南一凡子之如以"
_RARE = "昇喆珺堃赟玥璟珩翀甯祎頔旻炜垚犇骉妤婳"

_ONE = [*_SURNAMES] * 3 + [*_SURNAMES[:40]] * 6 + [*_READ_OTHERWISE]


def _surname(rng: Random) -> str:
    return rng.choice(_DOUBLE) if rng.random() < 0.015 else rng.choice(_ONE)


def _given(rng: Random, *, male: bool) -> str:
    own = _MALE if male else _FEMALE
    first = rng.choice(own if rng.random() < 0.6 else _BOTH)
    if rng.random() < 0.14:
        return first
    if rng.random() < 0.03:
        return first + rng.choice(_RARE)
    return first + rng.choice(own if rng.random() < 0.7 else _BOTH)


def name(rng: Random, *, male: bool, surname: str = "") -> str:
    """Return an invented name; a surname may be given, for children and siblings."""
    return (surname or _surname(rng)) + _given(rng, male=male)
