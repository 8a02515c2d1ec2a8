"""Names under which our components pass things on in a Rasa message."""

SPACY_DOC = "spacy_doc"
"""The one spaCy parse of the text, without the channel's guard character."""

PASSAGES = "passages"
"""list[Passage]: the whole text first, then its clauses when there are two or more."""

PASSAGE_VECTORS = "passage_vectors"
"""Array (passages, 384) of float32: sentence embeddings of length one."""

PASSAGE_NGRAMS = "passage_ngrams"
"""Sparse matrix (passages, n-grams): weights of words and characters."""

CAPABILITIES = "capabilities"
"""Output: [{"id", "confidence", "clause", "wish"}], the most confident first."""

CHOICES = "choices"
"""Output: {question: [{"id", "confidence"}]}, the most confident first."""
