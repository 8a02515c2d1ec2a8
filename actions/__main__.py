"""`python -m actions`: the action server, on loopback, for the bot only."""

from actions.server import serve

if __name__ == "__main__":
    serve()
