"""How people are shown what a report says, whichever way it is published: words, marks in a text, safe text."""
