"""What `python -m evals …` does, command by command."""
