"""Benchmarks: `python -m bench [NAME...]`; each module measures one thing beside a yardstick of its run."""
