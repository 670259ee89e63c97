"""`python -m helpers COMMAND`: the one command of the project.

Standard library and syntax of Python 3.6 only: this file runs before anything is installed, and
a Python that is too old has to be told so.
"""

import importlib
import sys

from helpers import setup

#: Each command: the function that does it, and what it does in one line.
COMMANDS = {
    "lab": ("helpers.setup:lab", "open the collection in JupyterLab; arguments go to JupyterLab"),
    "test": ("helpers.rerun:run_tests", "run every test; further arguments go to pytest"),
    "check": ("helpers.check:main", "check the corpus, and a copy against the corpus"),
    "codebook": ("helpers.check.codebook:main", "write corpus/README.md, the codebook"),
    "import": (
        "helpers.bring:main",
        "keep your own copy of a document, to see it beside the notes",
    ),
    "rerun": ("helpers.rerun:main", "run the notebooks again and store their outputs"),
    "bench": ("helpers.rerun:bench", "measure the re-run against its floor"),
    "coverage": ("helpers.check.coverage:main", "show how far each document has been read"),
}


def usage():
    """Return the commands, one line each.

    >>> print(usage().splitlines()[0])
    usage: python3 -m helpers COMMAND [ARGUMENTS]
    """
    lines = ["usage: python3 -m helpers COMMAND [ARGUMENTS]", ""]
    lines += [f"  {name:10}{line}" for name, (_, line) in COMMANDS.items()]
    lines += ["", "The first command sets everything up, in the folder .venv of the project."]
    return "\n".join(lines)


def main(argv: "list[str]") -> int:
    """Run one command with its arguments and return the exit code."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    command, *arguments = argv
    if command not in COMMANDS:
        print(
            f"There is no command {command!r}; there are: {', '.join(COMMANDS)}.", file=sys.stderr
        )
        return 2
    try:
        # Comes back where everything is installed; elsewhere it has the command run there.
        code = setup.ensure(argv)
        if code is not None:
            return code
        module, _, name = COMMANDS[command][0].partition(":")
        return getattr(importlib.import_module(module), name)(arguments)
    except setup.Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
