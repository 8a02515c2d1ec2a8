"""The commands, by what they are about. They read options and print; the work is done by the modules they call."""
