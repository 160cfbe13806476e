"""The pages of a whole site, as they are written."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import etree, html

from tei import settings
from tei.publish import publish

