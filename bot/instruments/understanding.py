"""Train and ask a Rasa model from a script, in this process."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from pathlib import Path
from typing import Any, Dict, Iterable, List

MODEL = Path("models/beforehand.tar.gz")


def be_quiet() -> None:
    """Keep Rasa from printing what people wrote, and its libraries from warning about each other."""
    import structlog

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    warnings.filterwarnings("ignore")
    logging.disable(logging.INFO)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


class Understanding:
    """A trained model, asked one text at a time as the bot asks it."""

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent

        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()

    def parse(self, text: str) -> Dict[str, Any]:
        """Return what the model makes of `text`, in the form of `beforehand parse`."""
        parsed = self._loop.run_until_complete(self._agent.parse_message(text))
        return {
            "text": text,
            "intent": parsed["intent"]["name"],
            "confidence": round(parsed["intent"]["confidence"], 4),
            "ranking": [
                {"name": entry["name"], "confidence": round(entry["confidence"], 6)}
                for entry in parsed.get("intent_ranking", [])
            ],
            "capabilities": parsed.get("capabilities", []),
            "choices": parsed.get("choices", {}),
            "safety": parsed.get("safety", []),
        }

    def parse_all(self, texts: Iterable[str]) -> List[Dict[str, Any]]:
        """Return one parse a text."""
        return [self.parse(text) for text in texts]


def train(config: Path, examples: Path, into: Path, domain: Path = Path("domain.yml")) -> Path:
    """Train the language part on the `examples` file or folder and return the model's path."""
    from rasa.model_training import train_nlu

    trained = train_nlu(
        str(config), str(examples), str(into), fixed_model_name="model", domain=str(domain)
    )
    if trained is None:
        raise RuntimeError(f"Training on {examples} gave no model.")
    return Path(trained)
