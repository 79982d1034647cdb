"""What a web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
application = get_wsgi_application()

# The rooms are there only now.
from koinon.project.warming import load_all  # noqa: E402

load_all()
