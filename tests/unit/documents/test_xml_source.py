"""The place of each element in its source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.errors import DocumentDamaged, DocumentUnsafe
from bertsum_app.documents.xml_source import XmlNode, XmlSource, parse_xml, xml_attribute, xml_text


def parsed(text: str | bytes) -> XmlSource:
    """The source of a part."""
    return parse_xml(text.encode() if isinstance(text, str) else text, Path("x"), "part")


NAMES = st.sampled_from(["a", "b", "c:d"])
TEXTS = st.text("x &<>\"'中😀\n", max_size=5)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An element, its attribute, and what is in it."""
    return st.builds(
        lambda name, value, inside: (
            f'<{name} v="{xml_attribute(value)}">{"".join(inside)}</{name}>'
            if inside
            else f"<{name}\nv='>{xml_attribute(value)}'/>"
        ),
        NAMES,
        TEXTS,
        st.lists(children, max_size=4),
    )


TREES = element(
    st.recursive(
        st.builds(xml_text, TEXTS)
        | st.sampled_from(["<!-- ä > -->", "<?p i?>", "<![CDATA[<a>]]>", "&#20013;"]),
        element,
        max_leaves=12,
    )
)


@given(TREES)
def test_every_element_is_where_it_says(tree: str) -> None:
    text = f"<?xml version='1.0'?>\n<r xmlns:c='urn:c'>中{tree}</r>"
    source = parsed(text)

    def check(node: XmlNode) -> None:
        raw = source.of(node)
        assert raw.startswith("<")
        assert raw.endswith(">")
        assert (
            text[node.start : node.inner]
            + text[node.inner : node.behind]
            + text[node.behind : node.end]
            == raw
        )
        if node.name and not node.is_empty_tag:
            assert text[node.behind : node.end].startswith("</")
        if not node.name:
            return
        lone = parsed(f"<q xmlns:c='urn:c'>{raw}</q>")
        [child] = lone.root.children
        assert isinstance(child, XmlNode)
        assert child.text() == node.text()
        assert child.attributes == node.attributes
        for inner in node.children:
            if isinstance(inner, XmlNode):
                check(inner)

    check(source.root)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_are_kept(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?><a>中<b/></a>"

    source = parsed(text.encode(encoding))

    assert source.text == text
    assert source.encoded(source.text) == text.encode(encoding)
    assert source.of(next(source.root.nodes)) == "<b/>"


def test_what_an_encoding_lacks_is_written_as_a_number() -> None:
    source = parsed(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>")

    assert source.root.text() == "é"
    assert source.encoded("<a>中</a>") == b"<a>&#20013;</a>"


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a></b>", b"\xff\xfe<", b"<a>\xff</a>", b"<a b=1/>", b"<a>&x;</a>"]
)
def test_what_is_no_xml_is_damaged(data: bytes) -> None:
    with pytest.raises(DocumentDamaged):
        parsed(data)


def test_entities_are_refused() -> None:
    with pytest.raises(DocumentUnsafe):
        parsed("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert xml_text("a\x00\ud800<\x0bb\r") == "a&lt;b&#13;"
    assert xml_attribute('"a"\n<') == "&quot;a&quot;&#10;&lt;"
