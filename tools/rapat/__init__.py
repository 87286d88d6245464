"""A whole rapat pleno, rehearsed through the widgets of the program: ``python -m tools.rapat FOLDER``."""
