"""Spans marked in a test's text with ⟦ ⟧, so that nobody counts characters."""


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks out of a text.

    >>> unmark("获赔⟦三万元⟧整")
    ('获赔三万元整', [(2, 5)])
    """
    text, spans, opened = "", [], []
    for char in marked:
        if char == "⟦":
            opened.append(len(text))
        elif char == "⟧":
            spans.append((opened.pop(), len(text)))
        else:
            text += char
    assert not opened, f"a ⟦ without its ⟧ in {marked}"
    return text, sorted(spans)
