"""The commands, one module each: NAME, add_parser(subparsers), run(arguments) -> exit code."""
