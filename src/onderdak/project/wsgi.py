"""The web application, for any WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from onderdak.foundation.identity.rulebook import normbook

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onderdak.project.settings")

application = get_wsgi_application()

# All pages are imported and all norms read before the first visitor comes. What was
# made until now stays as long as the process: the collector need not walk over it again
# and again, which held single requests up for a tenth of a second.
_ = get_resolver().url_patterns
normbook()
gc.collect()
gc.freeze()
