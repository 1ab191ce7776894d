"""The attribute stage."""
