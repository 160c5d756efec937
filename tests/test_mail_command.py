"""`digest mail`: the present edition in a file, as a build would publish it."""

import hashlib
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from digest import mailing, reviewing
from digest.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def state(folder: Path) -> dict[str, str]:
    """Every file of a digest but what the store remembers."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".digest" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def digest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest of the sample articles, not built yet; later tests of this file build it."""
    folder = tmp_path_factory.mktemp("mailed") / "digest"
    assert run("init", folder).exit_code == 0
    return folder


def test_an_edition_that_is_not_published_is_mailed_with_a_warning_and_nothing_else_is_written(digest: Path) -> None:
    before = state(digest)
    done = run("mail", "--config", digest / "site_config.yml")
    assert done.exit_code == 0, done.output
    assert "digest: edition 1 is not on the site yet; run `digest build`" in done.stderr
    assert f"Edition 1, 6 entries (stories, quotes and lines): {digest / 'edition.eml'}" in done.stdout
    assert state(digest).items() - before.items() == {("edition.eml", state(digest)["edition.eml"])}


def test_after_a_build_the_mail_leads_to_the_edition_s_page_without_a_warning(digest: Path) -> None:
    assert run("build", "--config", digest / "site_config.yml").exit_code == 0
    before = state(digest)
    done = run("mail", "--config", digest / "site_config.yml", "-o", digest / "one.eml", "--html", digest / "one.html")
    assert done.stderr == ""
    assert set(state(digest)) - set(before) == {"one.eml", "one.html"}
    message = message_from_bytes((digest / "one.eml").read_bytes(), policy=default)
    body = message.get_body(("html",))  # type: ignore[attr-defined]
    assert body.get_content().splitlines() == (digest / "one.html").read_text(encoding="utf-8").splitlines()
    assert 'href="https://digest.example/editions/2025-02-27/"' in body.get_content()


def test_the_mail_on_standard_output_stands_alone_and_is_the_same_again(digest: Path) -> None:
    done = run("mail", "--config", digest / "site_config.yml", "--output", "-")
    assert done.stdout_bytes == (digest / "one.eml").read_bytes()
    assert done.stderr == ""


def test_addresses_are_checked_before_anything_is_read(digest: Path) -> None:
    done = run("mail", "--config", digest / "none.yml", "--to", "desk@press")
    assert done.exit_code == 3
    done = run("mail", "--config", digest / "site_config.yml", "--to", "desk")
    assert done.exit_code == 2
    assert "Invalid value for '--to': “desk” is no mail address; write it as desk@press.example" in done.stderr


def test_a_file_that_cannot_be_written_is_named(digest: Path) -> None:
    done = run("mail", "--config", digest / "site_config.yml", "--output", digest / "one.html" / "mail.eml")
    assert done.exit_code == 1
    assert "one.html/mail.eml cannot be written" in done.stderr


def test_two_files_cannot_both_be_standard_output(digest: Path) -> None:
    done = run("mail", "--config", digest / "site_config.yml", "--output", "-", "--html", "-")
    assert done.exit_code == 2
    assert "cannot both be standard output" in done.stderr


def test_an_edition_that_changed_since_its_build_is_told(digest: Path) -> None:
    rules = digest / "content" / "editorial.yml"
    old = rules.read_text(encoding="utf-8")
    story = next((digest / "site" / "stories").iterdir()).name
    rename = f'- rename: {story}\n  to: "A headline by hand"\n  because: "to try it"\n  by: "R. Okafor"\n'
    rules.write_text(rename, encoding="utf-8")
    done = run("mail", "--config", digest / "site_config.yml")
    rules.write_text(old, encoding="utf-8")
    assert done.exit_code == 0, done.output
    assert "digest: edition 1 has changed since the site was built; run `digest build`" in done.stderr


def test_words_that_do_not_stand_in_their_file_are_mailed_no_more_than_published(
    digest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forged(*arguments: Any, **named: Any) -> reviewing.Review:
        made = reviewing.review(*arguments, **named)
        first = made.edition.stories[0]
        summary = (replace(first.told.summary[0], text="Nobody wrote this."), *first.told.summary[1:])
        told = replace(first, told=replace(first.told, summary=summary))
        return replace(made, edition=replace(made.edition, stories=(told, *made.edition.stories[1:])))

    monkeypatch.setattr(mailing, "review", forged)
    before = state(digest)
    done = run("mail", "--config", digest / "site_config.yml", "--output", digest / "forged.eml")
    assert done.exit_code == 6
    assert "Nobody wrote this." in done.stderr
    assert state(digest) == before


def test_a_lost_lock_stops_a_mail_as_it_stops_a_build(digest: Path) -> None:
    lock = digest / "content" / "stories.lock.yml"
    lock.rename(lock.with_suffix(".away"))
    done = run("mail", "--config", digest / "site_config.yml")
    lock.with_suffix(".away").rename(lock)
    assert done.exit_code == 14
    assert "recover-lock" in done.stderr


def test_a_digest_without_mail_templates_uses_the_built_in_ones_and_its_own_mistakes_are_named(digest: Path) -> None:
    own = digest / "templates" / "mail"
    own.rename(digest / "mail-templates")
    assert run("mail", "--config", digest / "site_config.yml").exit_code == 0
    own.mkdir()
    (own / "edition.html.j2").write_text("\n{{ nonsense }}", encoding="utf-8")
    done = run("mail", "--config", digest / "site_config.yml")
    assert done.exit_code == 5
    assert f"{own / 'edition.html.j2'}, line 2: 'nonsense' is undefined" in done.stderr
