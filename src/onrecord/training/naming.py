"""Names marked by a parser, for the network to learn to find them by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import spacy

from onrecord.network.names import Named
from onrecord.parse import DEFAULT_MODEL
from onrecord.parse.layout import readable
from onrecord.training.data import Document

_BATCH = 16


def with_names(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents, with the names that spaCy's own recogniser finds in them as it would read them."""
    pairs = ((readable(d.text), d) for d in documents)
    for doc, document in spacy.load(DEFAULT_MODEL).pipe(pairs, as_tuples=True, batch_size=_BATCH):
        yield replace(document, names=tuple(Named(e.start_char, e.end_char, e.label_) for e in doc.ents))
