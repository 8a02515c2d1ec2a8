"""The report of `evaluate` as one HTML page with its plots inside."""

from __future__ import annotations

from html import escape
from typing import Any, Dict, List

from bot.instruments.table import rows

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#212b32}"
    "table{border-collapse:collapse}td,th{padding:.2rem .8rem;border-bottom:1px solid #d8dde0;text-align:left}"
    "td.n{text-align:right}svg text{font:13px sans-serif}"
)


def page(report: Dict[str, Any], safety: str) -> str:
    """Return the whole page, with the table of `safety`; it loads nothing from elsewhere."""
    parts = [
        "<h1>What the chat understands</h1>",
        _figures(report),
        "<h2>Intents, F1</h2>",
        _bars({name: score["f1"] for name, score in report["intents"]["by_intent"].items()}),
        "<h2>Capabilities, F1</h2>",
        _bars({name: score["f1"] for name, score in report["capabilities"]["by_domain"].items()}),
        "<h2>Capabilities: confidence and truth</h2>",
        _calibration(report["capabilities"]["calibration"]),
        "<h2>Commonest confusions</h2>",
        _confusions(report["intents"]["confusions"]),
        f"<h2>Safety</h2><pre>{escape(safety)}</pre>",
    ]
    head = f'<meta charset="utf-8"><title>What the chat understands</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _figures(report: Dict[str, Any]) -> str:
    lines = "".join(
        f'<tr><td>{escape(what)}</td><td class="n">{value}</td><td class="n">{reach}</td></tr>'
        for what, value, reach in rows(report)
    )
    return f"<table><tr><th>what</th><th>measured</th><th>reach</th></tr>{lines}</table>"


def _bars(values: Dict[str, float]) -> str:
    """One bar a name, the lowest first, as wide as its value between 0 and 1."""
    height, bars = 22, []
    for place, (name, value) in enumerate(sorted(values.items(), key=lambda pair: pair[1])):
        y = place * height
        bars.append(
            f'<text x="195" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="200" y="{y + 3}" width="{400 * value:.0f}" height="16" fill="#005eb8"/>'
            f'<text x="{206 + 400 * value:.0f}" y="{y + 15}">{value:.2f}</text>'
        )
    return f'<svg role="img" width="660" height="{height * len(values)}">{"".join(bars)}</svg>'


def _calibration(bins: List[Dict[str, Any]]) -> str:
    """Confidence to the right, share that was right upwards; on the line it is honest."""
    dots = "".join(
        f'<circle cx="{40 + 300 * b["confidence"]:.0f}" cy="{320 - 300 * b["right"]:.0f}" r="6" '
        f'fill="#005eb8"><title>{b["count"]} labels</title></circle>'
        for b in bins
    )
    axes = '<path d="M40 20V320H340" fill="none" stroke="#4c6272"/>'
    line = '<path d="M40 320L340 20" stroke="#aeb7bd" stroke-dasharray="4"/>'
    words = (
        '<text x="190" y="345" text-anchor="middle">confidence said</text>'
        '<text transform="rotate(-90 20 170)" x="20" y="170" text-anchor="middle">share right</text>'
    )
    return f'<svg role="img" width="380" height="360">{axes}{line}{dots}{words}</svg>'


def _confusions(confusions: List[Any]) -> str:
    lines = "".join(
        f"<tr><td>{escape(meant)}</td><td>{escape(said)}</td><td>{escape('; '.join(texts[:3]))}</td></tr>"
        for meant, said, texts in confusions
    )
    return f"<table><tr><th>meant</th><th>said</th><th>texts</th></tr>{lines}</table>"
