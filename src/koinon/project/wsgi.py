"""What a web server loads."""

import gc
import os

# What is loaded now stays: looking through it for what has fallen would only take time. ``load_all`` begins again.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
application = get_wsgi_application()

# The rooms are there only now.
from koinon.project.warming import load_all  # noqa: E402

load_all()
