"""Every state of the person's pages by its name. A new state's function is named here and nowhere else."""

from collections.abc import Callable

from tests.browser import states, states_after
from tests.browser.patient import Patient

STATES: dict[str, Callable[[Patient], None]] = {
    state.__name__: state
    for state in (
        states.start, states.chips, states.question, states.waiting, states.unsent, states.error,
        states.refused, states.urgent, states.elsewhere, states.check, states.changing,
        states.confirmation, states.erasing, states.goodbye, states.urgent_help, states.dead_link,
        states_after.stopped, states_after.declined, states_after.told, states_after.to_choose,
        states_after.taken_back, states_after.read, states_after.feedback,
        states_after.feedback_given, states_after.last_time, states_after.year,
        states_after.launcher, states_after.launcher_open,
    )
}  # fmt: skip
