"""Any document that can be written: for the laws of its JSON, its hash and its comparison."""

from hypothesis import strategies as st

from documents import blocks
from documents.blocks import Run, joined
from tests import profiles  # noqa: F401  loads the profile

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
sentences = st.lists(
    st.sampled_from("Sales answers within four hours ; or nine – días, $x$ #let @me".split())
).map(" ".join)
runs = st.builds(Run, texts | sentences, st.booleans(), st.booleans())
words = st.lists(runs, max_size=4).map(joined)
numbers = st.none() | st.floats(-1e15, 1e15) | st.integers(-10, 10).map(float)


@st.composite
def tables(draw: st.DrawFn) -> blocks.Table:
    columns = draw(
        st.lists(
            st.builds(blocks.Column, words, st.sampled_from(["start", "end", "center"])),
            min_size=1,
            max_size=3,
        )
    )
    row = st.lists(words, min_size=len(columns), max_size=len(columns)).map(tuple)
    return blocks.Table(tuple(columns), tuple(draw(st.lists(row, max_size=4))), draw(words))


@st.composite
def charts(draw: st.DrawFn) -> blocks.Chart:
    labels = draw(st.lists(texts, min_size=1, max_size=5))
    row = st.lists(numbers, min_size=len(labels), max_size=len(labels)).map(tuple)
    series = st.builds(blocks.Series, texts, row, st.sampled_from(["actual", "compare", "baseline"]))
    return blocks.Chart(
        shape=draw(st.sampled_from(["bars", "lines"])),
        title=draw(words),
        labels=tuple(labels),
        series=tuple(draw(st.lists(series, min_size=1, max_size=3))),
        unit=draw(st.sampled_from(["number", "percent", "duration", "EUR"])),
        note=draw(words),
        band=tuple(draw(st.lists(series, min_size=2, max_size=2) | st.just([]))),
        target=draw(numbers),
        target_label=draw(texts),
    )


simple = st.one_of(
    st.builds(blocks.Title, words, words),
    st.builds(blocks.Heading, words, st.integers(1, 3)),
    st.builds(blocks.Paragraph, words),
    st.builds(blocks.Bullets, st.lists(words, max_size=4).map(tuple), st.booleans()),
    st.builds(blocks.Facts, st.lists(st.builds(blocks.Fact, words, words), max_size=4).map(tuple)),
    st.builds(blocks.Callout, words, words, st.sampled_from(["info", "good", "warn", "bad"])),
    st.builds(blocks.Signatures, st.lists(st.builds(blocks.Slot, texts, words), max_size=2).map(tuple)),
    st.builds(blocks.PageBreak),
)
any_block = simple | tables() | charts()
documents = st.lists(any_block, max_size=8).map(tuple)
