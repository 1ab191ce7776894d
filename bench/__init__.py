"""How good the coder is, measured: scores with floors under them, and what a run costs."""
