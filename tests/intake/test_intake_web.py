"""Fetching pages: redirects, what is remembered of them, tries again, and reasons that a user understands."""

import logging
from collections.abc import Iterator

import pytest
import stamina
from intake.polite import manners
from intake.server import Handler, busy, head, in_turn, page, raw, redirect, reset, serve, silent, zipped
from machine import unheard_port

from digest.errors import SourceError
from digest.intake.feeds.web import Web

FEED = b"<rss>news from Ostmere</rss>"


@pytest.fixture
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


def reason(handlers: dict[str, Handler], **changes: object) -> str:
    """Why "/" of such a site cannot be fetched."""
    with serve(handlers) as site, Web(manners(**changes)) as web, pytest.raises(SourceError) as caught:
        web.get(site.url("/"))
    return str(caught.value)


def test_a_page_comes_with_what_is_needed_to_ask_again() -> None:
    handler = page(
        FEED, content_type="text/xml; charset=utf-8", etag='W/"7"', last_modified="Mon, 03 Mar 2025 08:00:00 GMT"
    )
    with serve({"/f": handler}) as site, Web(manners()) as web:
        answer = web.get(site.url("/f"))
        assert (answer.url, answer.moved, answer.status, answer.body) == (site.url("/f"), "", 200, FEED)
        assert answer.content_type == "text/xml; charset=utf-8"
        again = web.get(site.url("/f"), etag=answer.etag)
        assert (again.status, again.body, again.etag) == (304, b"", 'W/"7"')
        assert web.get(site.url("/f"), last_modified=answer.last_modified).status == 304
        site["/f"] = raw(head(304, {}))
        terse = web.get(site.url("/f"), etag='"8"', last_modified="Tue")
        assert (terse.etag, terse.last_modified) == ('"8"', "Tue")
        site["/f"] = handler
        assert web.get(site.url("/f"), etag='"other"').body == FEED


def test_a_request_says_who_asks_and_what_we_can_open() -> None:
    with serve({"/f?a=1": page(FEED)}) as site, Web(manners()) as web:
        web.get(site.url("/f?a=1#part"))
        assert dict(site.requests[0].headers) == {
            "host": f"127.0.0.1:{site.port}",
            "user-agent": "digest/1.0 (+https://press.example.org/)",
            "accept": "*/*",
            "accept-encoding": "gzip, deflate",
        }


def test_validators_that_cannot_be_a_header_are_not_sent() -> None:
    with serve({"/f": page(FEED)}) as site, Web(manners()) as web:
        assert web.get(site.url("/f"), etag='"1"\r\nCookie: a', last_modified="später").status == 200
        assert not site.requests[0].headers.keys() & {"if-none-match", "if-modified-since", "cookie"}


def test_a_connection_is_used_again_even_after_304() -> None:
    with serve({"/f": page(FEED, etag='"1"'), "/g": zipped(FEED)}) as site, Web(manners()) as web:
        web.get(site.url("/f"))
        web.get(site.url("/f"), etag='"1"')
        assert web.get(site.url("/g")).body == FEED
        assert site.connections == 1


def test_a_connection_that_was_given_up_meanwhile_is_no_failure() -> None:
    junk = raw(head(200, {"Content-Length": str(len(FEED))}) + FEED + b"and more\r\n\r\n")
    for ending in (junk, lambda asked, connection: page(FEED)(asked, connection) and False):
        with serve({"/": in_turn(ending, page(FEED))}) as site, Web(manners()) as web:
            assert web.get(site.url("/")).body == FEED
            assert web.get(site.url("/")).body == FEED
            assert len(site.requests) == 2


def test_an_address_that_is_not_ascii_is_asked_for_in_ascii() -> None:
    with serve({"/caf%C3%A9%20bar?q=%C3%A9": page(FEED)}) as site, Web(manners()) as web:
        assert web.get(site.url("/café bar?q=é")).body == FEED


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((301, 302), False), ((307, 301), False), ((303,), False)],
)
def test_a_page_has_moved_only_if_every_redirect_was_permanent(statuses: tuple[int, ...], moved: bool) -> None:  # noqa: FBT001
    hops = {f"/{number}": redirect(f"/{number + 1}", status=status) for number, status in enumerate(statuses)}
    end = f"/{len(statuses)}"
    with serve({**hops, end: page(FEED)}) as site, Web(manners()) as web:
        answer = web.get(site.url("/0"))
        assert (answer.url, answer.body) == (site.url(end), FEED)
        assert answer.moved == (site.url(end) if moved else "")


def test_conditions_go_along_with_redirects() -> None:
    with serve({"/": redirect("/f"), "/f": page(FEED, etag='"1"')}) as site, Web(manners()) as web:
        answer = web.get(site.url("/"), etag='"1"')
        assert (answer.status, answer.moved) == (304, site.url("/f"))


def test_redirects_are_followed_five_times_and_no_more() -> None:
    hops = {f"/{number}": redirect(f"/{number + 1}") for number in range(6)}
    with serve({**hops, "/6": page(FEED)}) as site, Web(manners()) as web:
        assert web.get(site.url("/1")).body == FEED
        with pytest.raises(SourceError, match="redirects more than 5 times"):
            web.get(site.url("/0"))


@pytest.mark.parametrize("path", ["/", "/a", "http://127.0.0.1:{port}/#x"])
def test_a_circle_of_redirects_is_found(path: str) -> None:
    with serve({"/a": redirect("/")}) as site, Web(manners()) as web:
        site["/"] = redirect(path.format(port=site.port))
        with pytest.raises(SourceError, match="redirects in a circle"):
            web.get(site.url("/"))
        assert len(site.requests) <= 2


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("file:///etc/passwd", "redirects to 'file:///etc/passwd', which is not an address by http or https"),
        ("ftp://news.example.org/", "which is not an address by http or https"),
        ("//user:word@127.0.0.1/", "which has a user name in its address"),
        ("http://[::1", "which is not a web address"),
        ("http://exa mple/", "which is not a web address"),
        ("", "redirects (301) without saying where"),
        ("/" + "a" * 9000, "which is longer than 8000 characters"),
    ],
)
def test_a_redirect_that_leads_nowhere_good_is_not_followed(location: str, why: str) -> None:
    assert why in reason({"/": redirect(location)})


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "answers 404 (not found); mend the address"),
        (410, "answers 410 (gone); it is gone for good, take it out"),
        (403, "answers 403 (forbidden); it does not let us in"),
        (401, "answers 401 (unauthorized); it wants a password, which we do not send"),
        (503, "answers 503 (service unavailable)"),
        (304, "answers 304 (not modified)"),
        (204, "answers 204 (no content)"),
        (799, "answers 799"),
    ],
)
def test_other_answers_are_named(status: int, why: str) -> None:
    assert reason({"/": page(b"", status=status)}) == why


@pytest.mark.parametrize(
    ("handler", "why"),
    [
        (reset(), "cuts the connection"),
        (raw(b""), "closes the connection without an answer"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "does not speak HTTP as it should"),
        (raw(head(200, {"X": "a" * 200_000})), "does not speak HTTP as it should"),
        (page(FEED, headers={"Content-Encoding": "br"}), "an encoding that we did not ask for ('br')"),
        (page(FEED, headers={"Content-Encoding": "gzip, gzip"}), "an encoding that we did not ask for"),
        (page(FEED, headers={"Content-Encoding": "gzip"}), "answers with broken compression"),
    ],
)
def test_servers_that_misbehave_are_named(handler: Handler, why: str) -> None:
    assert why in reason({"/": handler})


def test_a_port_where_nothing_listens_is_named() -> None:
    with (
        unheard_port() as port,
        Web(manners()) as web,
        pytest.raises(SourceError, match="nothing listens there"),
    ):
        web.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "failure", [reset(), busy(), busy(status=500), busy(status=502), busy(status=503), busy(status=504)]
)
def test_a_failure_that_may_pass_is_tried_again(failure: Handler, no_pauses: None) -> None:
    with serve({"/": in_turn(failure, failure, page(FEED))}) as site, Web(manners(retries=2)) as web:
        assert web.get(site.url("/")).body == FEED


def test_a_time_out_is_tried_again(no_pauses: None) -> None:
    with serve({"/": in_turn(silent(), page(FEED))}) as site, Web(manners(retries=1, timeout=2)) as web:
        assert web.get(site.url("/")).body == FEED


@pytest.mark.parametrize(("retries", "tries"), [(0, 1), (2, 3)])
def test_retries_are_what_comes_after_the_first_try(retries: int, tries: int, no_pauses: None) -> None:
    with serve({"/": busy(status=503)}) as site, Web(manners(retries=retries)) as web:
        with pytest.raises(SourceError, match="answers 503"):
            web.get(site.url("/"))
        assert len(site.requests) == tries


@pytest.mark.parametrize("failure", [page(b"", status=404), redirect("/"), raw(b"nonsense\r\n\r\n")])
def test_a_failure_that_will_stay_is_not_tried_again(failure: Handler, no_pauses: None) -> None:
    with serve({"/": failure}) as site, Web(manners(retries=3)) as web:
        with pytest.raises(SourceError):
            web.get(site.url("/"))
        assert len(site.requests) == 1


def test_retry_after_is_waited_for(no_pauses: None) -> None:
    with serve({"/": in_turn(busy(retry_after="1"), page(FEED))}) as site, Web(manners(retries=1)) as web:
        assert web.get(site.url("/")).body == FEED
        first, second = site.requests
        assert second.at - first.at > 0.9


def test_a_pause_comes_before_another_try_even_where_the_server_names_none() -> None:
    with serve({"/": in_turn(busy(), page(FEED))}) as site, Web(manners(retries=1)) as web:
        web.get(site.url("/"))
        first, second = site.requests
        assert second.at - first.at > 0.9


@pytest.mark.parametrize(
    ("headers", "until"),
    [
        ({"Retry-After": "3600"}, "wait 3600 seconds"),
        (
            {"Retry-After": "Sun, 06 Nov 1994 10:49:37 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"},
            "wait until 1994-11-06 10:49 UTC",
        ),
        ({"Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"}, "wait until 1994-11-06 08:49 UTC"),
    ],
)
def test_who_asks_for_a_long_pause_is_left_alone(headers: dict[str, str], until: str, no_pauses: None) -> None:
    with serve({"/": page(b"", status=429, headers=headers)}) as site, Web(manners(retries=3)) as web:
        for path in ("/", "/other"):
            with pytest.raises(SourceError) as caught:
                web.get(site.url(path))
            assert str(caught.value) == f"answers 429 (too many requests) and asks to {until}; fetch again then"
        assert len(site.requests) == 1


def test_a_date_in_retry_after_is_measured_by_the_servers_own_clock(no_pauses: None) -> None:
    later = {"Retry-After": "Sun, 06 Nov 1994 08:49:38 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"}
    handler = in_turn(page(b"", status=503, headers=later), page(FEED))
    with serve({"/": handler}) as site, Web(manners(retries=1)) as web:
        assert web.get(site.url("/")).body == FEED


def test_tries_are_not_logged(caplog: pytest.LogCaptureFixture, no_pauses: None) -> None:
    with caplog.at_level(logging.INFO):
        reason({"/": busy()}, retries=2)
    assert not caplog.records


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve({"/": page(FEED)}) as site, serve({}) as proxy, Web(manners()) as web:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url(""))
        assert web.get(site.url("/")).body == FEED
        assert not proxy.connections
