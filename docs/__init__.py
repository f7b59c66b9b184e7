"""The pages, and `python -m docs`, which writes those of `docs/reference`."""
