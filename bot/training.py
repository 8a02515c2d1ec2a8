"""Train the model: `python -m bot.training FOLDER NAME`, from the folder with config.yml, domain.yml and data/.

The same checks and the same training as `rasa train`. That reads the training data four times; this reads it once,
and leaves TensorFlow out as the bot does.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from bot import without_tensorflow

DATA = ("data/nlu", "data/rules")


def main() -> None:
    """Write FOLDER/NAME.tar.gz; ends with Rasa's own message when the data contradicts itself."""
    folder, name = sys.argv[1:]
    without_tensorflow.leave_out()
    # Tens of thousands of examples are made and kept to the end.
    gc.disable()
    from rasa.cli.utils import validate_files
    from rasa.model_training import _check_unresolved_slots, _train_graph
    from rasa.shared.data import TrainingType
    from rasa.shared.importers.importer import TrainingDataImporter

    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", list(DATA))
    validate_files(fail_on_warnings=False, max_history=None, importer=importer)
    # `rasa.model_training.train` after its reading.
    _check_unresolved_slots(importer.get_domain(), importer.get_stories())
    result = _train_graph(importer, TrainingType.BOTH, str(Path(folder)), name)
    sys.exit(result.code)


if __name__ == "__main__":
    main()
