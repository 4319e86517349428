"""The demo: a region with invented locations, providers and guests, to look around in.

`load_demo` fills a database with it, `accounts` says how to get in.
"""

from onderdak.project.demo.accounts import DemoAccount, accounts
from onderdak.project.demo.loader import DemoSummary, is_loaded, load_demo

__all__ = ["DemoAccount", "DemoSummary", "accounts", "is_loaded", "load_demo"]
