"""The commands of `regulars`, one module each; none is loaded before it is asked for."""
