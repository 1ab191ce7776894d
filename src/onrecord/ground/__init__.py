"""The ground stage."""
