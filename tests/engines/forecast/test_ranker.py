"""The trained ranker: repeatable, kept in a file, modest where there is little to learn from."""

import numpy as np
import pytest
from tests.engines.forecast.kinds_of_shop import FIRST_DAY, shop

from regulars.engines import forecast
from regulars.engines.forecast import ModelFileError, NotTrained, load_model, needs, save_model
from regulars.engines.forecast.basket import model_file, ranker
from regulars.engines.forecast.last_basket import last_baskets, mark_last_baskets

MORNING = FIRST_DAY + 300


@pytest.fixture(scope="module")
def seasonal():
    return shop("seasonal", 80)


@pytest.fixture(scope="module")
def model(seasonal):
    return forecast.train(seasonal, MORNING)


def test_the_same_history_and_seed_train_the_same_model(seasonal, model):
    again = forecast.train(seasonal, MORNING)
    assert (again.text, again.blend, again.held_back) == (model.text, model.blend, model.held_back)


def test_a_kept_model_answers_as_the_one_that_was_trained(seasonal, model, tmp_path):
    file = tmp_path / "models" / "corner.model"
    save_model(model, file)
    one, two = (needs(seasonal, MORNING, top=5, model=m) for m in (model, load_model(file)))
    np.testing.assert_array_equal(one.item, two.item)
    np.testing.assert_array_equal(one.score, two.score)
    assert one.note == two.note == ""
    assert ((one.score >= 0) & (one.score <= 1)).all()
    rows = np.flatnonzero(one.customer == 7)
    assert one.rank[rows].tolist() == [1, 2, 3, 4, 5]
    assert (np.diff(one.score[rows]) <= 0).all()
    assert all(one.reason(int(row)).english() for row in rows)


def test_an_older_a_foreign_a_torn_and_a_missing_file_are_refused_in_words(model, tmp_path):
    file = tmp_path / "corner.model"
    save_model(model, file)
    whole = file.read_bytes()
    for content, words in (
        (whole.replace(b"version 1", b"version 0", 1), "version 0 of the signs"),
        (b"PK\x03\x04 a zip", "not a next-need model"),
        (b"", "not a next-need model"),
        (whole[:-100], "torn"),
        (whole.replace(b"learning_rate", b"learning_rats", 1), "torn or was changed"),
    ):
        file.write_bytes(content)
        with pytest.raises(ModelFileError, match=words):
            load_model(file)
    with pytest.raises(ModelFileError, match="cannot be read"):
        load_model(tmp_path / "nowhere.model")


def test_a_writing_that_dies_leaves_the_old_model(model, tmp_path, monkeypatch):
    file = tmp_path / "corner.model"
    save_model(model, file)

    def killed(_handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(model_file.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        save_model(model, file)
    assert [one.name for one in tmp_path.iterdir()] == ["corner.model"]
    assert load_model(file).asked == model.asked


def test_a_shop_with_little_to_learn_from_says_so_and_the_simpler_model_serves(seasonal):
    few = seasonal.where(seasonal.customer < 4)
    with pytest.raises(NotTrained, match="not enough baskets"):
        forecast.train(few, MORNING)
    assert len(needs(few, MORNING, top=3)) == 12


def test_a_small_shop_is_chosen_for_by_all_its_customers(seasonal):
    """Fewer than 2,000 fillings: every customer is held back once, and the trees serve."""
    small = seasonal.where(seasonal.customer < 25)
    assert 400 < len(small) < 2_000
    assert needs(small, MORNING, top=3).note == ""


def test_without_the_trees_the_simpler_model_serves_with_a_note(seasonal, model, monkeypatch):
    def missing():
        raise NotTrained("the trees cannot be loaded (libgomp.so.1); the simpler model serves")

    monkeypatch.setattr(ranker, "library", missing)
    found = needs(seasonal, MORNING, top=3, model=model)
    assert "libgomp" in found.note
    assert len(found) == 240


def test_on_a_shop_of_seasons_it_finds_what_counting_cannot(seasonal):
    known, baskets = last_baskets(seasonal)
    assert len(np.unique(baskets.customer)) == 40
    assert len(known) + len(baskets) == len(seasonal)
    marks = mark_last_baskets(seasonal)
    assert marks.customers == 40
    assert marks.gain_over_best.low > 0
    assert set(marks.peers) == {"personal top", "personal + global top", "UP-CF", "TIFU-KNN"}
    assert marks.ours.explore.value > marks.peers[marks.best_peer].explore.value
