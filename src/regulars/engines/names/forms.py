"""Forms of address by language. In Chinese they follow the surname, in English they precede it."""

TITLES: dict[str, dict[str, str]] = {
    "mr": {"zh-hans": "先生", "zh-hant": "先生", "en": "Mr"},
    "mrs": {"zh-hans": "太太", "zh-hant": "太太", "en": "Mrs"},
    "ms": {"zh-hans": "女士", "zh-hant": "女士", "en": "Ms"},
    "miss": {"zh-hans": "小姐", "zh-hant": "小姐", "en": "Miss"},
    "aunt": {"zh-hans": "阿姨", "zh-hant": "阿姨", "en": "Ms"},
    "uncle": {"zh-hans": "叔叔", "zh-hant": "叔叔", "en": "Mr"},
    "granny": {"zh-hans": "奶奶", "zh-hant": "奶奶", "en": "Mrs"},
    "grandpa": {"zh-hans": "爷爷", "zh-hant": "爺爺", "en": "Mr"},
    "sister": {"zh-hans": "姐", "zh-hant": "姐", "en": "Ms"},
    "brother": {"zh-hans": "哥", "zh-hant": "哥", "en": "Mr"},
    "teacher": {"zh-hans": "老师", "zh-hant": "老師", "en": "Teacher"},
    "doctor": {"zh-hans": "医生", "zh-hant": "醫師", "en": "Dr"},
    "professor": {"zh-hans": "教授", "zh-hant": "教授", "en": "Professor"},
    "master": {"zh-hans": "师傅", "zh-hant": "師傅", "en": "Mr"},
    "manager": {"zh-hans": "总", "zh-hant": "總", "en": "Mr"},
    "mx": {"zh-hans": "", "zh-hant": "", "en": "Mx"},
}

# Folded, so that 王太太 typed in the box finds the 王 families.
SPOKEN_AFTER = frozenset(
    [
        *("先生", "太太", "女士", "小姐", "阿姨", "叔叔", "奶奶", "爷爷", "大姐", "大哥"),
        *("老师", "医生", "医师", "教授", "师傅", "经理", "老板", "总"),
    ]
)


def _folded_after() -> dict[str, frozenset[str]]:
    """太太 to {mrs}: which codes a form spoken after the surname can stand for, folded."""
    found: dict[str, set[str]] = {}
    for code, forms in TITLES.items():
        if forms["zh-hans"]:
            found.setdefault(forms["zh-hans"], set()).add(code)
    return {form: frozenset(codes) for form, codes in found.items()} | _LOOSE_AFTER


_LOOSE_AFTER = {
    "小姐": frozenset({"miss", "ms"}),
    "女士": frozenset({"ms", "mrs", "miss"}),
    "医师": frozenset({"doctor"}),
}

TITLED_AFTER = _folded_after()

TITLED: dict[str, frozenset[str]] = {
    "mr": frozenset({"mr"}),
    "mister": frozenset({"mr"}),
    "mrs": frozenset({"mrs"}),
    "ms": frozenset({"ms", "miss"}),
    "miss": frozenset({"miss", "ms"}),
    "mx": frozenset({"mx"}),
    "dr": frozenset({"doctor"}),
    "doctor": frozenset({"doctor"}),
    "prof": frozenset({"professor"}),
    "professor": frozenset({"professor"}),
    "sir": frozenset({"mr"}),
    "madam": frozenset({"ms", "mrs", "miss"}),
}
