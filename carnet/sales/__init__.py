"""The sales of the stores: who bought what, where, when, for how much."""
