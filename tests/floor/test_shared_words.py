"""Where a result is written, one lone hero comes back with a better sentence."""

import pytest

from regulars.moments.models import Words
from tests.cast import Cast
from tests.recovery import scene

ALONE, BETTER = "我一个人搞定了", "我们和客人一起搞定了"


@pytest.mark.mission("MO09")
def test_a_lone_hero_is_returned_for_rewording(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """A case closed or handled, an act nobody asked for, a note: returned with what was typed and
    the better sentence; the better one is kept."""
    clerk = at(cast.clerk)
    scene.allow(cast.place)
    case = scene.written(cast)
    hour.now = scene.at(30)
    problem = case.problems.get().pk
    parts = {"signal": "手里都是包", "need": "一只手", "shared": "笑着说的"}
    doors = (
        (f"cases/{case.pk}/closures/", "words", {"kind": "by_staff"}),
        (f"cases/{case.pk}/problems/{problem}/stages/", "words",
         {"stage": "handle", "problem": str(problem)}),
        (f"customers/{cast.yu.pk}/unasked/", "act", parts),
        (f"customers/{cast.yu.pk}/notes/", "words", {"sort": "note"}),
    )  # fmt: skip
    for path, field, told in doors:
        answer = clerk.post(path, **{field: ALONE, **told})
        page = answer.content.decode()
        assert answer.status_code == 422, path
        assert ALONE in page, path
        assert f'value="{BETTER}" checked' in page, path
        assert not Words.objects.filter(text__contains=ALONE).exists(), path
    for path, field, told in doors[1:]:
        kept = clerk.post(path, **{field: [ALONE, BETTER], **told})
        assert kept.status_code in (200, 302, 303), path
        assert Words.objects.filter(text__contains=BETTER).exists(), path
        Words.objects.filter(text__contains=BETTER).delete()
    told = clerk.post(f"customers/{cast.yu.pk}/notes/", words=ALONE, sort="complaint")
    assert told.status_code == 303
    outside = at(cast.outsider)
    for path, field, told in doors:
        assert outside.client.post(f"/p/corner/{path}", {field: ALONE, **told}).status_code == 404
