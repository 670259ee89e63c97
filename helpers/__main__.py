"""`python -m helpers COMMAND`: the one command of the project.

The standard library only, and no syntax newer than Python 3.6: this file has to
run before anything is installed, and on a Python that is too old it has to say so.
"""

import importlib
import sys

from helpers import environment

#: Each command: the module (and function) that does it, and what it does in one line.
COMMANDS = {
    "lab": ("helpers.environment:lab", "open the collection in JupyterLab; further arguments go to JupyterLab"),
    "test": ("helpers.environment:run_tests", "run every test; further arguments go to pytest"),
    "check": ("helpers.rules:main", "check the corpus against its rules, and a copy against the corpus"),
    "codebook": ("helpers.codebook:main", "write corpus/README.md, the codebook, from the schema"),
    "import": ("helpers.copies:main", "keep your own copy of a document, to see it beside the notes"),
    "rerun": ("helpers.rerun:main", "run every notebook and store its outputs"),
    "bench": ("helpers.environment:bench", "measure the re-run against its floor"),
    "coverage": ("helpers.coverage:main", "show how far each document has been read"),
}


def usage():
    """Return the commands, one line each.

    >>> print(usage().splitlines()[0])
    usage: python3 -m helpers COMMAND [ARGUMENTS]
    """
    width = max(len(name) for name in COMMANDS)
    lines = ["usage: python3 -m helpers COMMAND [ARGUMENTS]", ""]
    lines += [f"  {name.ljust(width)}  {line}" for name, (_, line) in COMMANDS.items()]
    lines += ["", "The first command sets everything up, in the folder .venv of the project."]
    return "\n".join(lines)


def find(target):
    """Import and return the function that a command stands for.

    >>> find("helpers.__main__:usage").__name__
    'usage'
    """
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def main(argv: "list[str]") -> int:
    """Run one command with its arguments and return the exit code."""
    if sys.version_info < environment.OLDEST:
        print(environment.too_old(), file=sys.stderr)
        return 1
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    command, arguments = argv[0], argv[1:]
    if command not in COMMANDS:
        import difflib

        near = difflib.get_close_matches(command, COMMANDS, n=1, cutoff=0.4)
        hint = f" Did you mean {near[0]}?" if near else ""
        print(f"There is no command {command!r}.{hint} The commands are: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        # Returns in the right environment, or has run the command there.
        code = environment.ensure(argv)
        if code is not None:
            return code
        return find(COMMANDS[command][0])(arguments)
    except environment.Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return trouble.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
