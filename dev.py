#!/usr/bin/env python3
"""The project's own errands, on a bare Python 3.11: ``python3 dev.py demo``, ``python3 dev.py test``.

Nothing here but the check of the Python that runs it, in words an older Python can still read;
the errands themselves are in ``tools/``.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said kindly, before anything newer is imported
    sys.exit(
        "besrour needs Python 3.11 or newer; this is Python {0}.{1}.\n"
        "Install a newer one, then run: python3.11 dev.py demo\n\n"
        "besrour demande Python 3.11 ou plus récent; celui-ci est Python {0}.{1}.\n"
        "Installez une version plus récente, puis lancez : python3.11 dev.py demo".format(*sys.version_info)
    )

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from tools.errands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
