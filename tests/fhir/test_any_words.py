"""Whatever a person types: the document is whole, holds the words, and is safe to show."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from records.fhir import document
from records.fhir.codes import held
from tests.fhir.checks import dangling_references, model_errors, unsafe_markup
from tests.fhir.documents import NOTICE, sending
from tests.fhir.test_document import answers, response
from tests.records.summary.pages import everything

# Half of a cut emoji is marked by the summary before it comes here.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(
    lambda text: held(text).strip() != ""
)


@settings(max_examples=30, deadline=None)
@given(TYPED)
def test_any_words_make_a_sound_document_that_holds_them(words: str) -> None:
    bundle = document(sending(*everything(words), notices=(NOTICE,)))
    assert json.loads(json.dumps(bundle)) == bundle
    assert unsafe_markup(bundle) + dangling_references(bundle) + model_errors(bundle) == []
    assert set(answers(response(bundle), "what_matters")) == {held(words)}
