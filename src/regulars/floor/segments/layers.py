"""The layers of need there are, and the words each is known by; a house adds its own. Health,
belief, help along the way and moods are no ground to stand anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.notebook.models import FactKind

KINDS = (
    FactKind.PREFERENCE, FactKind.AVERSION, FactKind.NEED, FactKind.WANT, FactKind.EXPECTATION,
    FactKind.REQUIREMENT, FactKind.TALK, FactKind.OTHER,
)  # fmt: skip
"""Kinds of fact that may place somebody; what is sensitive is none of them."""


def known_by(words: str) -> tuple[str, ...]:
    """Words with commas between them."""
    return tuple(words.split(", "))


PROTECTED = known_by(
    "religio, muslim, christian, jewish, buddhis, halal, kosher, ethnic, racial, black people, "
    "white people, gay, lesbian, transgender, sexual, disab, wheelchair, pregnan, illness, "
    "disease, cancer, diabet, hiv, party member, trade union, nationality, immigrant, old people, "
    "宗教, 穆斯林, 回民, 清真, 基督, 佛教, 民族, 种族, 黑人, 白人, 同性恋, 性取向, 残疾, "
    "轮椅, 怀孕, 孕妇, 生病, 疾病, 癌, 糖尿病, 党员, 工会, 国籍, 移民, 外地人, 老年人"
)
"""How protected traits and health begin in words; no segment is made of them."""


def pattern(words: Sequence[str], whole: bool = True) -> str:
    """Words as a regular expression both databases read; Latin ones as words of their own, or
    (not ``whole``) as how a word begins."""
    latin = "|".join(re.escape(each) for each in words if each.isascii())
    han = "|".join(re.escape(each) for each in words if not each.isascii())
    end = "(s|ly|er|ed|able)?([^a-z]|$)" if whole else ""
    return "|".join(part for part in (f"(^|[^a-z])({latin}){end}" if latin else "", han) if part)


@dataclass(frozen=True)
class Layer:
    """One layer of need: basic ones first. ``words`` are folded."""

    code: str
    label: Promise
    what: Promise
    words: tuple[str, ...]


LAYERS: dict[str, Layer] = {
    one.code: one
    for one in (
        Layer("speed", _("In and out quickly"), _("time is what they lack"),
              known_by(
                  "hurry, quick, fast, in time, no waiting, "
                  "赶时间, 快一点, 快点, 着急, 不想等, 别等")),
        Layer("thrift", _("Good value"), _("every coin has to be worth it"),
              known_by(
                  "good value, cheap, budget, save money, "
                  "划算, 便宜, 实惠, 省钱, 性价比")),
        Layer("comfort", _("Comfort"), _("to sit, lie and be warm as they like"),
              known_by(
                  "comfort, soft, warm, pillow, window, sofa, "
                  "舒服, 软, 暖, 枕, 靠窗, 沙发")),
        Layer("quiet", _("Quiet"), _("to be left in peace"),
              known_by(
                  "quiet, silent, noise, alone, peace, "
                  "安静, 怕吵, 清静, 不打扰, 别打扰")),
        Layer("company", pgettext_lazy("need", "Company"), _("somebody to talk with"),
              known_by(
                  "chat, company, talk with, friends, together, "
                  "聊, 热闹, 朋友, 一起")),
        Layer("family", _("For the family"), _("what is bought is shared at home"),
              known_by(
                  "family, children, kids, for home, "
                  "家人, 全家, 孩子, 小朋友, 家里")),
        Layer("recognition", _("To be known"), _("their name, their seat, as always"),
              known_by(
                  "by name, remember, as always, usual, regular, "
                  "记得, 认得, 老位子, 老样子, 照旧")),
        Layer("novelty", _("Something new"), _("to try what they do not know"),
              known_by(
                  "new, try, surprise, season, "
                  "新品, 新的, 尝鲜, 没吃过, 时令")),
        Layer("knowledge", _("To understand"), _("where it comes from and how it is made"),
              known_by(
                  "origin, how it is made, organic, recipe, learn, "
                  "产地, 有机, 怎么做, 讲究, 成分")),
    )
}  # fmt: skip
