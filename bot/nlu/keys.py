"""Names under which our components pass things on in a Rasa message."""

SPACY_DOC = "spacy_doc"
"""The one spaCy parse of the text, without the channel's guard character."""

PASSAGES = "passages"
"""list[Passage]: the whole text first, then its clauses when there are two or more."""

PASSAGE_VECTORS = "passage_vectors"
"""Array (passages, 384) of float32: sentence embeddings of length one."""

LIKENESS = "likeness"
"""Array (passages, known texts) of float32: how alike each passage is to each training text."""

LIKENESS_OF_ANY_LENGTH = "likeness_of_any_length"
"""The same, whether the two have as many words or not: for what a text is about."""

KNOWN_ROW = "known_row"
"""Of a training text: its place among the known texts."""

CAPABILITIES = "capabilities"
"""Output: [{"id", "confidence", "clause", "wish"}], the most confident first."""

CHOICES = "choices"
"""Output: {question: [{"id", "confidence"}]}, the most confident first."""
