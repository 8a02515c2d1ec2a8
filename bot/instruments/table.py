"""The report of `evaluate` as text, beside what the project set out to reach."""

from __future__ import annotations

from typing import Any, Dict, Iterator, Tuple


def table(report: Dict[str, Any]) -> str:
    """Return the measured figures, the reach, and the commonest confusions with a text each."""
    lines = [f"{'':46}{'measured':>10}{'reach':>12}"]
    lines += [f"{what:46}{value:>10}{reach:>12}" for what, value, reach in rows(report)]
    lines.append("\nintents most often taken for another (meant > said, times, a text):")
    for meant, said, texts in report["intents"]["confusions"][:10]:
        lines.append(f"  {meant} > {said}  {len(texts)}  {texts[0]!r}")
    return "\n".join(lines)


def rows(report: Dict[str, Any]) -> Iterator[Tuple[str, str, str]]:
    """Yield (what, measured, reach)."""
    decisions, labels = report["decisions"], report["capabilities"]
    misfires = decisions["misfires"]
    slips = sum(decisions["with_slips"]) / len(decisions["with_slips"])
    yield "intents, macro F1", _share(report["intents"]["macro_f1"]), "0.95"
    yield "intents, accuracy", _share(report["intents"]["accuracy"]), ""
    yield "capabilities, micro F1", _share(labels["micro"]["f1"]), "0.88"
    yield "capabilities, macro F1", _share(labels["macro_f1"]), "0.85"
    yield "capabilities, precision of shown labels", _share(labels["micro"]["precision"]), "0.92"
    yield "capabilities, calibration error", _share(labels["calibration_error"]), ""
    yield "wish, where the domain is right", _share(labels["wish_accuracy"]), ""
    yield "choices by meaning alone", _share(report["choices"]["accuracy"]), ""
    yield (
        "nothing / don't know / not sure told apart",
        _share(report["nothing"]["accuracy"]),
        "0.95",
    )
    yield "decisions", _share(decisions["accuracy"]), ""
    yield (
        "decisions, drop with slips (points)",
        f"{100 * (decisions['accuracy'] - slips):.1f}",
        "3.0",
    )
    yield f"answers taken for a command, of {misfires['texts']}", str(misfires["commands"]), "0"
    yield "answers taken for a question to the chat", str(misfires["questions_back"]), ""
    yield "milliseconds a message, p50", f"{report['milliseconds']['p50']:.1f}", ""
    yield "milliseconds a message, p95", f"{report['milliseconds']['p95']:.1f}", ""
    for name, accuracy in decisions["in_other_manners"].items():
        yield f"decisions, {name}", _share(accuracy), ""
    folds = report.get("cross_validation")
    if folds:
        yield "cross-validation: intents, macro F1", _share(folds["intents"]["macro_f1"]), ""
        yield (
            "cross-validation: capabilities, micro F1",
            _share(folds["capabilities"]["micro"]["f1"]),
            "",
        )


def _share(value: float) -> str:
    return f"{value:.3f}"
