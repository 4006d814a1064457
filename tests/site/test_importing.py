"""A list by the browser: brought, looked at, taken in, accounted for; nobody else sees it."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from regulars.customers.models import Customer, Handle
from regulars.moments.models import Deadline, Import, Look, Moment
from regulars.places.models import Staff
from regulars.site.importing import clockwork, slips, work
from tests.cast import Cast

KEY = "0123456789abcdef0123456789abcdef"
LIST = "会员号,姓名,手机\n8001,单晓梅,13800001208\n8002,=仇英,12\n"


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    return tmp_path


def at(cast: Cast, name: str, *more: str) -> str:
    return reverse(name, args=[cast.place.slug, *more])


def bring(client: Client, cast: Cast, data: bytes, kind: str = "customers", **more: str):  # type: ignore[no-untyped-def]
    name = more.pop("name", "list.csv")
    form = {"kind": kind, "key": KEY, "file": SimpleUploadedFile(name, data), **more}
    return client.post(at(cast, "new-import"), form)


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.mission("MO01")
def test_a_list_is_brought_looked_at_taken_in_and_accounted_for(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """The owner brings a file, sees how it is read, says yes, and gets the refused rows back."""
    client = door(cast.owner)
    answer = bring(client, cast, LIST.encode("gb18030"))
    assert (answer.status_code, answer["Location"]) == (303, at(cast, "import", KEY))
    page = text_of(client.get(at(cast, "import", KEY)))
    assert "The text was read as GB18030." in page
    assert "found: GB18030" in page
    assert "单晓梅" in page
    assert "+8613800001208" in page
    assert "This is not a phone number" in page
    assert not any(folder.name == "table.refused.csv" for folder in slips.shelf().rglob("*"))
    assert not Customer.objects.filter(name="单晓梅").exists()
    assert client.post(at(cast, "import-taking", KEY)).status_code == 303
    assert "begins in a moment" in text_of(client.get(at(cast, "import", KEY)))
    work.take_in(KEY)
    done = text_of(client.get(at(cast, "import", KEY)))
    assert "2 rows, of which 1 new, 0 repeated, 1 refused" in done
    mei = Handle.objects.get(book=cast.place, kind="till", value="8001").customer
    assert mei.name == "单晓梅"
    entry = Import.objects.get()
    assert (entry.kind, entry.name, entry.new, entry.refused) == ("customers", "list.csv", 1, 1)
    assert Moment.objects.get(kind="imported").actor == cast.owner.opaque
    assert Look.objects.filter(actor=cast.owner.opaque, page="import").exists()
    assert Deadline.objects.filter(kind="night", done_at=None).exists()
    sheet = client.get(at(cast, "import-refused", KEY))
    assert sheet["Content-Disposition"] == 'attachment; filename="list.refused.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(sheet).decode("utf-8-sig"))))
    assert [(row["姓名"], row["row"], row["column"]) for row in rows] == [("'=仇英", "3", "手机")]


def test_refused_rows_put_right_are_brought_again_and_are_themselves(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """The apostrophe that kept a spreadsheet from running the cell is gone again."""
    client = door(cast.owner)
    bring(client, cast, LIST.encode())
    client.post(at(cast, "import-taking", KEY))
    work.take_in(KEY)
    back = slips.find(KEY).refused.read_bytes().replace(b",12,", b",13900000008,")
    other = "f" * 32
    bring(client, cast, back, key=other)
    client.post(at(cast, "import-taking", other))
    work.take_in(other)
    assert slips.find(other).report["new"] == 1
    assert Handle.objects.get(kind="till", value="8002").customer.name == "=仇英"


def test_columns_and_encoding_are_changed_by_hand(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A needed column nobody could guess is asked for; an encoding can be chosen, and unchosen."""
    client = door(cast.owner)
    bring(client, cast, b"who,what,d,t\nx1,tea,2026-03-01,10:00\n", "purchases")
    assert "No column is sure for: Their number, When, What was bought" in text_of(
        client.get(at(cast, "import", KEY))
    )
    chosen = {"f-customer": "who", "f-item": "what", "f-occurred_at": "d", "t-occurred_at": "t"}
    assert client.post(at(cast, "import-reading", KEY), chosen).status_code == 303
    page = text_of(client.get(at(cast, "import", KEY)))
    assert "2026-03-01 10:00" in page
    assert slips.find(KEY).mapping == {
        "who": "customer", "what": "item", "d": "", "t": "", "d + t": "occurred_at"}  # fmt: skip
    client.post(at(cast, "import-reading", KEY), {**chosen, "encoding": "utf-16-le"})
    assert slips.find(KEY).how["encoding"] == "utf-16-le"
    assert 'role="alert"' in text_of(client.get(at(cast, "import", KEY)))
    client.post(at(cast, "import-reading", KEY), {"encoding": ""})
    assert "No column is sure for" in text_of(client.get(at(cast, "import", KEY)))


def test_the_same_form_sent_twice_is_one_and_so_is_the_taking_in(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A thumb on an old phone taps twice."""
    client = door(cast.owner)
    for _ in range(2):
        bring(client, cast, LIST.encode())
    assert len(slips.of(cast.place.pk)) == 1
    for _ in range(2):
        client.post(at(cast, "import-taking", KEY))
    assert Deadline.objects.filter(kind="import").count() == 1
    for _ in range(2):
        work.take_in(KEY)
    client.post(at(cast, "import-taking", KEY))
    assert slips.find(KEY).state == slips.DONE
    assert Import.objects.count() == 1


def test_a_file_too_large_is_refused_before_it_is_read_or_as_it_comes(  # type: ignore[no-untyped-def]
    cast: Cast, door, settings, home: Path
) -> None:
    """By its own word, or by what really comes; nothing of it stays."""
    settings.UPLOAD_MB = 1
    client = door(cast.owner)
    answer = bring(client, cast, b"x" * (3 << 20))
    assert answer.status_code == 413
    assert "larger than 1 MB" in text_of(answer)
    answer = bring(client, cast, b"x" * ((1 << 20) + 2000))
    assert answer.status_code == 413
    assert "larger than 1 MB" in text_of(answer)
    assert [path.name for path in (home / "imports").iterdir()] == []


@pytest.mark.parametrize(
    ("form", "said"),
    [({"kind": "customers"}, "Choose a file."), ({"kind": "moon"}, "Say what is in the file.")],
)
def test_what_is_missing_is_said(cast: Cast, door, form: dict[str, str], said: str) -> None:  # type: ignore[no-untyped-def]
    """422, and the page once more."""
    if form["kind"] == "moon":
        form = {**form, "file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}  # type: ignore[dict-item]
    answer = door(cast.owner).post(at(cast, "new-import"), {"key": KEY, **form})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_files_name_is_only_ever_shown(cast: Cast, door, home: Path) -> None:  # type: ignore[no-untyped-def]
    """Folders and control characters are taken off; it is escaped, and never a path of ours."""
    client = door(cast.owner)
    bring(client, cast, LIST.encode(), name="../../etc/<script>\x07.csv")
    assert sorted(path.name for path in (home / "imports" / KEY).iterdir()) == [
        "slip.json",
        "table",
    ]
    page = text_of(client.get(at(cast, "imports")))
    assert "&lt;script&gt;.csv" in page
    assert client.get(at(cast, "import", "nothing-like-it")).status_code == 404


def test_only_leaders_of_the_place_come_in(cast: Cast, door, client: Client) -> None:  # type: ignore[no-untyped-def]
    """A clerk may not, the outsider finds nothing, and without a token nothing is kept."""
    bring(door(cast.owner), cast, LIST.encode())
    pages = [at(cast, "imports"), at(cast, "import", KEY), at(cast, "import-refused", KEY)]
    elsewhere = reverse("import", args=[cast.elsewhere.slug, KEY])
    assert [answer(door(cast.clerk), page) for page in pages] == [403, 403, 403]
    assert [answer(door(cast.outsider), page) for page in [*pages, elsewhere]] == [404] * 4
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.owner.user)
    form = {"kind": "customers", "file": SimpleUploadedFile("a.csv", b"a,b\n")}
    assert strict.post(at(cast, "new-import"), form).status_code == 403
    assert len(slips.of(cast.place.pk)) == 1
    client.logout()
    assert client.get(pages[0]).status_code == 302


def answer(client: Client, page: str) -> int:
    return client.get(page).status_code


def test_the_file_is_thrown_away_when_its_time_has_come_or_at_once(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """After seven days by the clock; at once by a tap; what was taken in stays."""
    client = door(cast.owner)
    bring(client, cast, LIST.encode())
    due = Deadline.objects.get(kind="import_away", subject=KEY)
    slip = slips.find(KEY)
    assert (due.due_at - slip.brought_at).days == slips.KEPT
    clockwork.throw_away(due, due.due_at)()
    assert not slip.folder.exists()
    bring(client, cast, LIST.encode())
    client.post(at(cast, "import-removal", KEY))
    assert not slip.folder.exists()
    clockwork.throw_away(due, due.due_at)()


def test_a_manager_of_the_node_above_may_bring_lists_too(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """The right is the leaders', wherever they stand in."""
    from regulars.places.models import Place, Role

    brand = Place.objects.create(slug="brand", name="Brand", level="brand")
    cast.place.parent = brand
    cast.place.save()
    cast.outsider.place, cast.outsider.role = brand, Role.MANAGER
    cast.outsider.save()
    assert door(Staff.objects.get(pk=cast.outsider.pk)).get(at(cast, "imports")).status_code == 200
