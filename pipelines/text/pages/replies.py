"""Where the replies of a forum thread begin: lines that name another writer and a time, as the first post's does."""

from pipelines.text.pages.draft import Draft
from pipelines.text.pages.header import Header

_REPLIES = 2  # fewer may be a by-line of the article's own


def cut_replies(draft: Draft) -> None:
    """Let the tail begin with the first reply, unless who wrote the first post goes on below it."""
    heads = [header for header in draft.headers[draft.front_count : draft.head_end] if header is not None]
    if not any(when.hour is not None for header in heads for when in header.dates):
        return
    places = [place for place in draft.notable if draft.first <= place < draft.cut]
    replies = [(place, who) for place in places if (who := _writer(draft, draft.headers[place])) is not None]
    if len(replies) < _REPLIES:
        return
    head = draft.text[draft.lines[draft.front_count].start : draft.lines[draft.first].start]
    if any(who in head for _, who in replies):
        return
    draft.cut = replies[0][0]
    for place, _ in replies:
        draft.headers[place] = None  # who wrote a reply is not who wrote the page


def _writer(draft: Draft, header: Header | None) -> str | None:
    """Say who wrote a reply: its header states that, and when, to the minute."""
    if header is None or not header.dates or header.dates[0].hour is None:
        return None
    return next(
        (draft.text[item.start : item.end] for item in header.fields if item.field == "author" and item.is_labelled),
        None,
    )
