"""Mail and records in the content folder, from `digest check` to the published site."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from intake.mails import PAGE, mail

from digest import filters, pipeline
from digest.cli import main
from digest.config import load_config
from digest.content import read
from digest.errors import ConfigError
from digest.lock import Lock
from digest.store import Store

OPENING = (
    "The tidal gate of Port Mellow opened for the first time on Thursday, after six years of work on the harbour.",
    "“This gate will keep every street of the old town dry,” said the mayor of Port Mellow, Ines Calder, on the quay.",
    "The gate cost ninety million crowns, and twelve pumps behind it can move a swimming pool of water each minute.",
)
CRITICS = (
    "Engineers doubted on Thursday that the new tidal gate of Port Mellow will hold, a day before the spring tides.",
    "“Nobody has tested the pumps behind this gate in a storm,” said Tomas Birk, an engineer who left the project.",
    "The gate of Port Mellow opened after six years of work and cost ninety million crowns, the council said.",
)
CONFIG = """\
site: {url: 'https://press.example/'}
records:
  - match: ["exports/*.json"]
    items: data.articles
    format: html
    text: content.body
    title: headline
    url: link
    outlet: source.name
    published: date
    id: guid
"""


def export(*paragraphs: str, **fields: object) -> dict[str, object]:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return {"content": {"body": body}, "source": {"name": "Sample Wire"}, **fields}


@pytest.fixture(scope="module")
def digest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest of a mail, an export and two records, one of them unusable; built once."""
    folder = tmp_path_factory.mktemp("formats")
    content = folder / "content"
    (content / "exports").mkdir(parents=True)
    (folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")
    (content / "letter.eml").write_bytes(bytes(mail(page=PAGE)))
    articles = [
        export(
            *OPENING, headline="Tidal gate opens in Port Mellow", date="2025-02-27T09:00:00+01:00", guid="urn:x: #1"
        ),
        export("Short", headline="Empty"),
    ]
    (content / "exports" / "week.json").write_text(json.dumps({"data": {"articles": articles}}), encoding="utf-8")
    record = {"title": "Doubts about the tidal gate", "text": "\n\n".join(CRITICS), "outlet": "Sample Courier"}
    lines = [json.dumps(record | {"published": "2025-02-27"}), '{"title": "No text"}']
    (content / "wire.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_check_names_records_that_cannot_be_used(digest: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--config", str(digest / "site_config.yml")])
    assert result.exit_code == 11
    problems = [line for line in (result.stdout + result.stderr).splitlines() if "content/" in line]
    assert [":2: " in line for line in problems] == [True, True]
    assert "wire.jsonl:2: has no text under “text”" in "\n".join(problems)


def test_a_build_prints_words_of_mails_and_records_and_says_where_they_stand(digest: Path) -> None:
    config = load_config(digest / "site_config.yml")
    report = pipeline.build(config, digest)
    assert report.articles == 3
    assert {one.path for one in report.edition.ledger.skipped} == {"exports/week.json:2", "wire.jsonl:2"}
    quotes = json.loads((digest / "site" / "data" / "quotes.json").read_text(encoding="utf-8"))["quotes"]
    places = {(row["file"], row["record"], row["field"]): row for row in quotes}
    assert set(places) == {
        ("exports/week.json", 1, "data.articles[].content.body"),
        ("letter.eml", None, "1"),
        ("wire.jsonl", 1, "text"),
    }
    wire = places["wire.jsonl", 1, "text"]
    text = json.loads((digest / "content" / "wire.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]
    assert text[wire["start"] : wire["end"]] == wire["quote"]
    assert wire["speaker"] == "Tomas Birk"
    assert not pipeline.build(config, digest).changed


def test_another_mapping_is_never_answered_from_memory(digest: Path, tmp_path: Path) -> None:
    other = tmp_path / "site_config.yml"
    other.write_text(CONFIG.replace("title: headline", "title: guid"), encoding="utf-8")
    with Store(tmp_path / "store.sqlite") as store:
        titles = [
            next(
                article.title.value
                for article in read(
                    load_config(path), digest / "content", lock=Lock(), store=store, step=lambda *_: None
                ).articles
                if article.title and article.source.path == "exports/week.json"
            )
            for path in (digest / "site_config.yml", other)
        ]
    assert titles == ["Tidal gate opens in Port Mellow", "urn:x: #1"]


def test_the_filter_cleans_mails_and_records(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    skipped: list[str] = []
    content = digest / "content"
    found = list(
        filters.clean([content / "letter.eml", content / "wire.jsonl"], report=lambda one: skipped.append(one.path))
    )
    assert [record["path"] for record in found] == [str(content / "letter.eml"), f"{content / 'wire.jsonl'}:1"]
    assert skipped == [f"{content / 'wire.jsonl'}:2"]


def test_a_mapping_that_cannot_be_meant_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    path.write_text(CONFIG.replace("title: headline", "titel: headline").replace("link", "'a[0].b'"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert "records.0.titel: unknown option, did you mean title?" in str(caught.value)
    assert "records.0.url: must be names between dots" in str(caught.value)
