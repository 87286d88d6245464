"""Where the frozen program starts."""

from __future__ import annotations

import sys

from sirekap_desktop.__main__ import main

sys.exit(main())
