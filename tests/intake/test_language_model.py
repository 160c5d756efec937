"""The model that tells languages apart is the same, kept unpacked or not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

from digest.forking import KEPT_IN
from digest.intake import language_model
from digest.intake.language import LANGUAGES
from digest.intake.language_model import PLACE, identifier

TEXTS = (
    "The ferry leaves the island at nine.",
    "Die Fähre fährt um neun Uhr von der Insel ab.",
    "Feri itu bertolak dari pulau pada pukul sembilan.",
    "Trajekt odlazi s otoka u devet sati.",
    "フェリーは九時に島を出ます。",
    "12 34",
)


def told() -> list[list[tuple[str, float]]]:
    model = identifier(LANGUAGES)
    return [model.rank(text) for text in TEXTS]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def unpacking_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LanguageIdentifier, "from_model_file", lambda *_, **__: pytest.fail("unpacked again"))


def test_a_model_that_was_kept_unpacked_tells_the_same_to_the_last_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)
    library.set_languages(LANGUAGES)
    expected = [[(code, pytest.approx(chance, abs=1e-6)) for code, chance in library.rank(text)] for text in TEXTS]
    plain = told()
    assert plain == expected
    monkeypatch.setenv(PLACE, str(tmp_path))
    assert told() == plain
    unpacking_again(monkeypatch)
    assert told() == plain


def changed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage", [changed, lambda path: path.write_bytes(path.read_bytes()[:1000]), lambda path: path.write_bytes(b"")]
)
def test_one_that_is_damaged_is_unpacked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object]
) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path))
    before = told()
    (path,) = kept(tmp_path)
    data = path.read_bytes()
    damage(path)
    assert told() == before
    assert path.read_bytes() == data


def test_one_of_another_model_or_of_other_languages_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path))
    identifier(["en", "de"])
    (other,) = kept(tmp_path)
    assert {code for code, _ in identifier(["en", "fr"]).rank(TEXTS[0])} == {"en", "fr"}
    (one,) = kept(tmp_path)
    assert one != other


def test_where_it_cannot_be_kept_it_is_unpacked_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "missing"))
    assert told() == told()
    assert not kept(tmp_path)


def test_who_starts_the_readers_says_where_it_is_kept() -> None:
    assert KEPT_IN == language_model.PLACE
