"""The door of the web server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.asgi import get_asgi_application

from carnet.web.arriving import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnet.settings")
gc.disable()  # nothing that is loaded goes away: looking for it took a tenth of the start
application = bounded(get_asgi_application())

# The pages are imported now, not by their first reader. The collector of cycles need not walk what is
# loaded again, nor look after every few hundred rows; that was an eighth of the time of a long list.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 20, 20)
gc.enable()
