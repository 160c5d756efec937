"""What is published again and again, by what changed, is what a fresh build would publish."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish import sample
from publish.gating import same_tree, tree

from digest import file_states
from digest.errors import BuildError
from digest.nouns import CarriedFile, CarriedPage, File, Folder, Page
from digest.publish import Published, SiteOptions, Why, keep_spare, roll_back, site
from digest.publish.builder import address_of

HTML = '<html><head><title>{}</title></head><body><article class="md-content__inner">{}</article></body></html>'
NAMES = ("a", "b", "c", "d")
WHOLE = {"": "", "a": "", "b": ""}


def plain(
    pages: Sequence[Page | CarriedPage], _nav: Sequence[str], options: SiteOptions, folder: Path
) -> Iterator[tuple[Path, Collection[str]]]:
    """A builder of pages whose Markdown is HTML already; its theme has a page of its own and a style sheet."""
    built = folder / "built"
    for path, text in (("404.html", ""), ("theme.css", ""), *((address_of(page.path), page.load()) for page in pages)):
        (built / path).parent.mkdir(parents=True, exist_ok=True)
        (built / path).write_text(HTML.format(options.title, text.decode() if isinstance(text, bytes) else text))
    yield built, [address_of(page.path) for page in pages]


def page(name: str, text: str, links: Collection[str] = ()) -> Page:
    """A page with a place "top" unless its text says that it has lost it, and links to that place of others."""
    root = "../" if name else ""
    led = "".join(f'<a href="{root}{one}/#top">{one}</a>' for one in sorted(links))
    return Page(
        path=f"{name}/index.md".lstrip("/"), markdown=f"<p{'' if 'lost' in text else ' id=top'}>{text}</p>{led}"
    )


def publish(
    folder: Path, pages: Sequence[Page | CarriedPage], *files: File | CarriedFile | Folder, **more: object
) -> Published:
    options = replace(sample.OPTIONS, title=str(more.pop("title", "T")))
    return site(
        pages,
        files,
        options,
        output=folder / "site",
        work=folder / "work",
        builder=plain,
        **more,  # type: ignore[arg-type]
    )


def spared(folder: Path) -> None:
    """What the pipeline does at the end of a build."""
    keep_spare(folder / "site", folder / "work", tree=file_states.tree(str(folder / "site")))


def why(published: Published) -> dict[str, Why]:
    return {made.path: made.why for made in published.made}


Steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("page"),
            st.sampled_from(NAMES),
            st.sampled_from(["x", "y", "lost"]),
            st.sets(st.sampled_from(NAMES)),
        ),
        st.tuples(st.just("drop"), st.sampled_from(NAMES)),
        st.tuples(st.just("file"), st.sampled_from(["f.json", "d/g.json"]), st.binary(max_size=2)),
        st.tuples(st.just("folder"), st.sampled_from(["1", "22"])),
        st.tuples(st.just("title"), st.sampled_from(["T", "U"])),
        st.tuples(st.sampled_from(["roll back", "forget", "kill"])),
        st.tuples(st.just("spare"), st.none() | st.integers(0, 9)),
        st.tuples(st.sampled_from(["spoil", "replace", "lose", "foreign"]), st.integers(0, 9)),
    ),
    min_size=2,
    max_size=7,
)


class Digest:
    """A digest whose pages and files change at random, and what was done to its folders by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.title, self.bundle = folder, "T", "1"
        self.pages: dict[str, Page] = {"": page("", "front")}
        self.files: dict[str, bytes] = {}

    def do(self, step: tuple[object, ...]) -> None:
        match step:
            case ("page", str(name), str(text), set(links)):
                self.pages[name] = page(name, text, links)
            case ("drop", str(name)):
                self.pages.pop(name, None)
            case ("file", str(name), bytes(data)):
                self.files[name] = data
            case ("folder", str(data)):
                self.bundle = data
            case ("title", str(title)):
                self.title = title
            case ("spare", killed) if (self.folder / "site").exists():
                spared(self.folder)
                left = sorted(one for one in (self.folder / "work" / "spare-site").rglob("*") if one.is_file())
                for one in left[killed::3] if isinstance(killed, int) else ():
                    one.unlink()
            case (str(hand), *rest):
                self.by_hand(hand, *rest)

    def by_hand(self, hand: str, which: object = 0) -> None:
        files = sorted(path for path in (self.folder / "site").rglob("*") if path.is_file())
        if not files:
            return
        path = [one for one in files if one.name != "digest.json"][int(str(which)) % (len(files) - 1)]
        if hand == "roll back" and (self.folder / "work" / "previous-site").is_dir():
            roll_back(self.folder / "site", self.folder / "work")
        elif hand == "forget":
            (self.folder / "work" / "site.sqlite").unlink()
        elif hand == "kill" and (self.folder / "work" / "previous-site").is_dir():
            (self.folder / "work" / "previous-site").rename(self.folder / "work" / ".digest-staging-killed")
        elif hand == "spoil":
            path.write_bytes(path.read_bytes() + b" ")
        elif hand == "replace":
            path.with_suffix(".new").write_bytes(b"mine")
            path.with_suffix(".new").replace(path)
        elif hand == "lose":
            path.unlink()
        elif hand == "foreign":
            path.with_name("thesis.txt").write_text("years of work")

    def build(self, folder: Path) -> str:
        """Publish; what went wrong, in words."""
        files = [File(path=name, data=data) for name, data in self.files.items()]
        made = self.bundle
        bundle = Folder(path="search/", digest=made, make=lambda place: [(place / one).write_text(one) for one in made])
        try:
            published = publish(folder, list(self.pages.values()), *files, bundle, title=self.title)
        except BuildError as error:
            return str(error)
        assert published.tree == file_states.tree(str(folder / "site")), "another look would find the same files"
        return ""


@settings(max_examples=12, deadline=None)
@given(Steps)
def test_after_any_history_the_site_is_that_of_a_fresh_build(steps: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as folder:
        digest = Digest(Path(folder) / "one")
        for number, step in enumerate(steps):
            digest.do(step)
            before = tree(digest.folder / "site")
            fresh = Path(folder) / str(number)
            wrong = digest.build(digest.folder)
            assert wrong == digest.build(fresh)
            if wrong:
                assert tree(digest.folder / "site") == before
            else:
                assert same_tree(digest.folder / "site", fresh / "site")
                assert not (digest.folder / "site" / "search" / "2").exists() or digest.bundle == "22"


def test_only_what_changed_is_made_and_it_is_said_why(tmp_path: Path) -> None:
    pages = [page(name, text) for name, text in WHOLE.items()]
    first = publish(tmp_path, pages, File(path="f.json", data=b"1"))
    assert set(why(first).values()) == {Why.NEW}
    assert first.files == len(first.made) == len(tree(tmp_path / "site"))
    second = publish(tmp_path, [*pages[:2], page("b", "new")], File(path="f.json", data=b"2"))
    assert why(second) == {"b/index.html": Why.CONTENT, "f.json": Why.CONTENT}
    third = publish(tmp_path, pages[:2], File(path="f.json", data=b"2"))
    assert why(third) == {"sitemap-1.xml": Why.CONTENT}
    assert third.gone == ("b/index.html",)
    other = why(publish(tmp_path, pages[:2], File(path="f.json", data=b"2"), title="Other"))
    assert set(other) == {"index.html", "a/index.html", "404.html", "theme.css"}
    assert set(other.values()) == {Why.CHROME}
    (tmp_path / "site" / "a" / "index.html").write_text("by hand")
    again = publish(tmp_path, pages[:2], File(path="f.json", data=b"2"), title="Other")
    assert why(again) == {"a/index.html": Why.LOST}


def test_what_the_site_has_is_neither_loaded_nor_touched(tmp_path: Path) -> None:
    def never() -> bytes:
        raise AssertionError

    pages, file = [page("", "x"), page("a", "x")], File(path="f.json", data=b"1")
    publish(tmp_path, pages, file)
    before = {path: path.stat().st_ctime_ns for path in (tmp_path / "site").rglob("*")}
    carried = [CarriedPage(path=one.path, digest=one.digest, load=never) for one in pages]
    assert not publish(tmp_path, carried, CarriedFile(path=file.path, digest=file.digest, load=never)).changed
    assert {path: path.stat().st_ctime_ns for path in (tmp_path / "site").rglob("*")} == before
    assert publish(tmp_path, [*carried, page("b", "x")], file).changed


def test_the_copy_for_roll_back_becomes_the_site_by_their_difference(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        publish(tmp_path, [page("", text), page("a", "x")])
    site_, kept = tmp_path / "site", tmp_path / "work" / "previous-site"
    assert "three" in (site_ / "index.html").read_text()
    assert "two" in (kept / "index.html").read_text()
    assert (site_ / "a" / "index.html").stat().st_ino == (kept / "a" / "index.html").stat().st_ino
    roll_back(site_, tmp_path / "work")
    assert "two" in (site_ / "index.html").read_text()
    assert not publish(tmp_path, [page("", "three"), page("a", "x")]).made, "all of it is there, in the other folder"
    assert "three" in (site_ / "index.html").read_text()


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    for text in ("one", "two", "three", "four"):
        published = publish(tmp_path, [page("", text), page("a", "x")])
        assert set(why(published)) <= {"index.html"} or text == "one"
    publish(tmp_path / "fresh", [page("", "four"), page("a", "x")])
    assert same_tree(tmp_path / "site", tmp_path / "fresh" / "site")


def test_a_removed_article_stands_in_no_copy(tmp_path: Path) -> None:
    publish(tmp_path, [page("", "x"), page("a", "secret")])
    publish(tmp_path, [page("", "y"), page("a", "secret")])
    assert publish(tmp_path, [page("", "y")], removed=["a1"]).previous is None
    assert publish(tmp_path, [page("", "z")], removed=["a1"]).previous is not None
    left = [path for path in tmp_path.rglob("*") if path.is_file() and b"secret" in path.read_bytes()]
    assert left == []
    assert b"a/index.html" not in (tmp_path / "work" / "site.sqlite").read_bytes()


def test_a_site_that_failed_its_check_teaches_nothing(tmp_path: Path) -> None:
    publish(tmp_path, [page("", "x", ["a"]), page("a", "x")])
    for _ in range(2):
        with pytest.raises(BuildError, match=r"a place that a/index\.html does not have"):
            publish(tmp_path, [page("", "x", ["a"]), page("a", "lost")])
        with pytest.raises(BuildError, match="leads nowhere"):
            publish(tmp_path, [page("", "x", ["a"])])
    assert not publish(tmp_path, [page("", "x", ["a"]), page("a", "x")]).changed


@pytest.mark.parametrize("spoil", ["foreign", "torn", "another version"])
def test_a_manifest_that_cannot_be_used_costs_time_and_nothing_else(tmp_path: Path, spoil: str) -> None:
    pages = [page(name, "x") for name in WHOLE]
    publish(tmp_path, pages)
    file = tmp_path / "work" / "site.sqlite"
    data = file.read_bytes()
    torn = data[:4096] + bytes(len(data) - 4096)
    file.write_bytes(
        {"foreign": b"no database", "torn": torn, "another version": data[:60] + b"\x7f" * 4 + data[64:]}[spoil]
    )
    assert not publish(tmp_path, pages).changed
    assert publish(tmp_path, pages[:2]).changed
    assert not publish(tmp_path, pages[:2]).made
