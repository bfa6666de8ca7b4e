import pytest

from counterclaim.errors import FetchFailed
from counterclaim.fetching.addresses import is_public, joined, login_of, resolved, shown, target_of


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://Post.Example", "https://post.example/"),
        ("http://post.example:80/a b?q=ä#part", "http://post.example/a%20b?q=%C3%A4"),
        ("https://user:secret@post.example/x", "https://post.example/x"),
        ("http://пример.example/", "http://xn--e1afmkfd.example/"),
        ("http://[2001:DB8::1]:8080/f", "http://[2001:db8::1]:8080/f"),
        (" https://post.example/%41%zz ", "https://post.example/%41%zz"),
    ],
)
def test_addresses_have_one_form(url: str, plain: str) -> None:
    target = target_of(url)
    assert target.url == plain
    assert target_of(plain) == target


@pytest.mark.parametrize(
    "url",
    ["", "post.example", "file:///etc/passwd", "gopher://x/", "http://", "http://[::1", "http://a:b/",
     "javascript:alert(1)", "http://x/" + "y" * 3000, "http://" + "a" * 70 + "/"],
)  # fmt: skip
def test_what_cannot_be_fetched_is_refused(url: str) -> None:
    with pytest.raises(FetchFailed):
        target_of(url)


def test_passwords_are_for_the_server_only() -> None:
    url = "https://me:p%40ss@post.example/x"
    assert login_of(url) == "me:p@ss"
    assert login_of("https://post.example/") is None
    assert "p%40ss" not in shown(url)
    assert shown("https://a.example/\x1b[31m\n") == "https://a.example/\ufffd[31m\ufffd"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_private_networks_are_known(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_host_that_is_private_is_refused_unless_allowed() -> None:
    target = target_of("http://127.0.0.1:1/x")
    assert resolved(target, private=True) == ["127.0.0.1"]
    with pytest.raises(FetchFailed, match="leads to a private network"):
        resolved(target, private=False)
    with pytest.raises(FetchFailed, match="no such host"):
        resolved(target_of("http://nowhere.invalid/"), private=True)


def test_redirects_are_joined() -> None:
    assert joined("https://a.example/x/y", "../z") == "https://a.example/z"
    assert joined("https://a.example/x", "//b.example/") == "https://b.example/"
    assert joined("https://a.example/", "http://[oops") == "http://[oops"
