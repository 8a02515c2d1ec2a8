"""Compare our pipeline with Rasa's stock ones on public sets: same texts, same machine, same run.

Each pipeline is trained and asked in a process of its own, so that time and memory are its own. Stock DIET takes
hours on the larger sets; `--epochs` bounds it, and the table says how many it had (Rasa's default is 100).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List

from bot.instruments.public_sets import as_rasa, public_sets
from bot.instruments.stock import SPARSE, config_of, diet

OURS = "ours"


def main() -> None:
    """Train and ask every pipeline on every set; print a table."""
    arguments = _arguments()
    pipelines = {OURS: arguments.config.read_text(), "stock sparse": config_of(SPARSE)}
    pipelines[f"stock DIET, {arguments.epochs} epochs"] = config_of(diet(arguments.epochs))
    chosen = {
        k: v for k, v in pipelines.items() if any(k.startswith(p) for p in arguments.pipelines)
    }
    sets = public_sets(arguments.data)
    results = []
    print(HEADING, flush=True)
    for name in arguments.sets:
        for pipeline, config in chosen.items():
            result = {"set": name, "pipeline": pipeline, **_measured(name, config, arguments.data)}
            results.append(result)
            print(_line(result, len(sets[name].test)), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


HEADING = (
    f"{'set':10} {'pipeline':26} {'accuracy':>8} {'AUROC':>6} {'train s':>8} {'train MB':>8}"
    f" {'parse ms':>8} {'parse MB':>8}"
)


def _line(result: Dict[str, Any], tested: int) -> str:
    outside = f"{result['auroc']:.3f}" if result["auroc"] is not None else "-"
    return (
        f"{result['set']:10} {result['pipeline']:26} {result['accuracy']:8.3f} {outside:>6}"
        f" {result['train_seconds']:8.0f} {result['train_megabytes']:8.0f}"
        f" {result['parse_milliseconds']:8.1f} {result['parse_megabytes']:8.0f}  ({tested} texts)"
    )


def _measured(name: str, config: str, data: Path) -> Dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "config.yml").write_text(config, encoding="utf-8")
        chosen = public_sets(data)[name]
        (folder / "nlu.yml").write_text(as_rasa(chosen.train), encoding="utf-8")
        intents = sorted({intent for _, intent in chosen.train})
        domain = {"version": "3.1", "intents": intents}
        (folder / "domain.yml").write_text(json.dumps(domain), encoding="utf-8")
        trained = _step("train", folder)
        asked = {"test": chosen.test, "outside": chosen.outside}
        (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        return {**trained, **_step("ask", folder)}


def _step(step: str, folder: Path) -> Dict[str, Any]:
    """Run one step in a process of its own. Raises CalledProcessError with what it printed."""
    command: List[str] = [sys.executable, "-W", "ignore", "-m", "bot.instruments.benchmark_step"]
    done = subprocess.run(
        [*command, step, str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{step} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmark language", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with hwu64/ and clinc150/")
    parser.add_argument("--sets", nargs="+", default=["hwu64-10", "hwu64", "clinc150"])
    parser.add_argument("--pipelines", nargs="+", default=["ours", "stock"], help="by their start")
    parser.add_argument(
        "--epochs", type=int, default=100, help="of stock DIET; default: %(default)s"
    )
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
