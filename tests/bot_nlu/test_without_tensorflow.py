"""Rasa starts without TensorFlow, and says so where a component would need it."""

import subprocess
import sys

SCRIPT = """
from bot.without_tensorflow import leave_out
leave_out()
import tensorflow, tensorflow.keras.layers
from rasa.core.agent import Agent
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
from rasa.utils.tensorflow.models import RasaModel
assert not hasattr(tensorflow, "__file__")
try:
    RasaModel()
except ImportError as problem:
    print(problem)
"""


def test_rasa_loads_without_tensorflow_in_a_process_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1].startswith("RasaModel needs TensorFlow")
