"""The look of every page: the frame, the parts that pages are put together from."""
