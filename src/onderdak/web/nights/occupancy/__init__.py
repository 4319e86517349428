"""How full it is: by location, neighbourhood or day, with views that people keep."""
