"""robots.txt and turns: what a site lets us fetch, and how many requests it gets at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake.polite import manners
from intake.server import Handler, drip_body, once, page, redirect, reset, robots, serve, together
from machine import until

from digest.errors import SourceError
from digest.intake.feeds.robots import read_rules
from digest.intake.feeds.web import Web

PAGE = page(b"<p>Rain in Ostmere.</p>", content_type="text/html")
RULES = """
User-agent: otherbot
Disallow: /

User-agent: *
Disallow: /

User-agent: Digest
Disallow: /private/
Allow: /private/open
"""


def test_the_group_that_names_us_is_ours() -> None:
    with serve({"/robots.txt": robots(RULES)}) as site, Web(manners()) as web:
        assert web.may_fetch(site.url("/story.html"))
        assert not web.may_fetch(site.url("/private/story.html"))
        assert web.may_fetch(site.url("/private/open.html"))
        assert site.asked("/robots.txt")[0].headers["user-agent"].startswith("digest/1.0 ")


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("user-agent : DIGEST/2.0 # us\nDisallow: /", False),
        ("User-agent: digest*\nDisallow: /", False),
        ("User agent digest\nDisallow: /", False),
        ("User-agent: dig\nDisallow: /", True),
        ("User-agent: digester\nDisallow: /", True),
        ("User-agent: a\nUser-agent: digest\nUser-agent: b\nDisallow: /", False),
        ("User-agent: digest\nDisallow:", True),
        ("User-agent: digest\nDisallow: /*.html$", False),
        ("User-agent: digest\nDisallow: /\nUser-agent: *\nAllow: /", False),
        ("<html><body>Not found</body></html>", True),
        ("", True),
    ],
)
def test_rules_are_read_as_the_standard_says(lines: str, allowed: bool) -> None:  # noqa: FBT001
    assert read_rules(lines, agent="Digest").allow("https://news.example.org/story.html") == allowed


def test_each_site_is_asked_once_even_by_many_threads() -> None:
    with serve({"/robots.txt": page(RULES.encode(), seconds=0.2)}) as site, Web(manners()) as web:
        with ThreadPoolExecutor(8) as threads:
            assert all(threads.map(web.may_fetch, [site.url(f"/{number}") for number in range(30)]))
        assert len(site.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_robots_txt_lets_us_in(status: int) -> None:
    with serve({"/robots.txt": page(b"", status=status)}) as site, Web(manners()) as web:
        assert web.may_fetch(site.url("/story.html"))


@pytest.mark.parametrize(
    ("handler", "why", "timeout"),
    [
        (page(b"", status=500), "answers 500", 20),
        (page(b"", status=503), "answers 503", 20),
        (page(b"", status=429), "answers 429", 20),
        (reset(), "cuts the connection", 20),
        (drip_body(), "does not answer within 0.5 seconds", 0.5),
        (robots("# " + "a" * 600_000), "is larger than 0.512 MB", 20),
        (redirect("/robots.txt"), "redirects in a circle", 20),
    ],
)
def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(handler: Handler, why: str, timeout: float) -> None:
    with serve({"/robots.txt": handler}) as site, Web(manners(timeout=timeout)) as web:
        for _ in range(2):
            with pytest.raises(SourceError) as caught:
                web.may_fetch(site.url("/story.html"))
            assert str(caught.value).startswith("its robots.txt cannot be had, and so it is not fetched: ")
            assert why in str(caught.value)
        assert len(site.requests) == 1


def test_robots_txt_may_be_elsewhere() -> None:
    with serve({"/robots.txt": redirect("/r.txt", status=302), "/r.txt": robots(RULES)}) as site, Web(manners()) as web:
        assert not web.may_fetch(site.url("/private/"))


def test_a_redirect_is_no_way_around_robots_txt() -> None:
    with serve({"/robots.txt": robots("User-agent: *\nDisallow: /s"), "/s": PAGE}) as site, serve({}) as short:
        short["/1"] = redirect(site.url("/s"))
        short["/2"] = redirect(site.url("/t"))
        site["/t"] = PAGE
        with Web(manners()) as web:
            with pytest.raises(SourceError, match=r"the robots\.txt of 127\.0\.0\.1 does not allow it"):
                web.get(short.url("/1"), obey_robots=True)
            assert web.get(short.url("/2"), obey_robots=True).status == 200
            assert web.get(short.url("/1")).status == 200


def test_a_robots_txt_of_many_agents_and_many_rules_is_read_quickly() -> None:
    agents = "\n".join(f"User-agent: a{number}" for number in range(14_000))
    rules = "\n".join(f"Disallow: /{number}" for number in range(14_000))
    began = time.process_time()
    assert read_rules(f"{agents}\n{rules}\nUser-agent: digest\nDisallow: /x", agent="digest").allow(
        "https://a.example/1"
    )
    assert time.process_time() - began < 5


@given(
    st.text(max_size=300) | st.lists(st.sampled_from([*RULES.split("\n"), "Crawl-delay: nan", "*$%zz"])).map("\n".join)
)
def test_any_text_can_be_read_as_robots_txt(text: str) -> None:
    rules = read_rules(text, agent="digest")
    assert rules.allow("https://news.example.org/a?b=%c3") in {True, False}
    assert 0 <= rules.delay <= 10


# Turns


def starts(handlers: dict[str, Handler], paths: list[str], **changes: object) -> tuple[list[float], int]:
    """When requests from 12 threads arrived, and how many were answered at once."""
    with serve(handlers) as site, Web(manners(**changes)) as web:
        with ThreadPoolExecutor(12) as threads:
            list(threads.map(lambda path: web.get(site.url(path)), paths))
        return [asked.at for asked in site.requests], site.most_at_once


def test_requests_to_a_host_begin_one_delay_apart() -> None:
    began = time.monotonic()
    times, _ = starts({"/": PAGE}, ["/"] * 6, delay=0.15)
    # A request may arrive late, and so two may arrive at once; none arrives before it may begin.
    assert [number for number, at in enumerate(sorted(times)) if at - began < 0.15 * number] == []


def test_a_host_gets_no_more_than_its_share_at_once() -> None:
    _, most = starts({"/": together(3, page(b"", seconds=0.05))}, ["/"] * 12, per_host=3)
    assert most == 3


def test_there_are_never_more_requests_than_connections() -> None:
    _, most = starts({"/": together(2, page(b"", seconds=0.05))}, ["/"] * 12, connections=2, per_host=8)
    assert most == 2


def test_one_slow_host_does_not_hold_up_the_others() -> None:
    answered = threading.Event()
    with (
        serve({"/": once(answered, PAGE)}) as slow,
        serve({"/": PAGE}) as quick,
        Web(manners(connections=2, per_host=1)) as web,
        ThreadPoolExecutor(4) as threads,
    ):
        waiting = [threads.submit(web.get, slow.url("/", host="localhost")) for _ in range(3)]
        assert threads.submit(web.get, quick.url("/")).result().status == 200
        assert not any(one.done() for one in waiting)
        answered.set()
        assert all(one.result().status == 200 for one in waiting)


def test_a_crawl_delay_is_kept() -> None:
    with serve({"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.4"), "/": PAGE}) as site, Web(manners()) as web:
        assert web.may_fetch(site.url("/"))
        began = time.monotonic()
        web.get(site.url("/"))
        web.get(site.url("/"))
        assert site.asked("/")[1].at - began >= 0.4


def test_a_crawl_delay_beyond_reason_is_bounded() -> None:
    assert read_rules("User-agent: *\nCrawl-delay: 86400", agent="digest").delay == 10


def test_who_waits_when_the_web_ends_gets_no_turn() -> None:
    ended = threading.Event()
    with serve({"/": once(ended, page(b""))}) as site, ThreadPoolExecutor(3) as threads:
        with Web(manners(per_host=1)) as web:
            jobs = [threads.submit(web.get, site.url("/")) for _ in range(3)]
            until(lambda: site.requests, "nobody asks")
        ended.set()
        reasons = [str(job.exception()) for job in jobs]
        assert reasons.count("is not asked any more: the fetch was ended") >= 2
        assert len(site.requests) == 1


def test_a_failure_gives_its_turn_back() -> None:
    before = threading.active_count()
    with serve({"/": reset(), "/f": PAGE}) as site, Web(manners(connections=1, per_host=1)) as web:
        for _ in range(3):
            with pytest.raises(SourceError):
                web.get(site.url("/"))
        assert web.get(site.url("/f")).status == 200
    assert threading.active_count() <= before
