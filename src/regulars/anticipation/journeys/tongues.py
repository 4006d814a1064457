"""Words that a house wrote in up to three languages, told in one."""

from collections.abc import Mapping

from regulars.engines import names

TONGUES = ("en", "zh-hans", "zh-hant")
Said = dict[str, str]


def told(words: Mapping[str, str], language: str) -> str:
    """In this language, else its nearest neighbour, else whatever there is."""
    simple = words.get("zh-hans", "")
    if language == "zh-hant" and not words.get("zh-hant") and simple:
        return names.traditional(simple)
    near = ("zh-hant", "en") if language == "zh-hans" else ("en", "zh-hans", "zh-hant")
    return next((words[code] for code in (language, *near) if words.get(code)), "")


def clean(words: Mapping[str, str], longest: int) -> Said:
    """What was typed, without empty ones and without a NUL."""
    plain = {code: " ".join(words.get(code, "").replace("\0", "").split()) for code in TONGUES}
    return {code: text[:longest] for code, text in plain.items() if text}
