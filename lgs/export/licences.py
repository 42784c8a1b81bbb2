"""The licences of a release: they are of links, captions and metadata, never of the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from lgs.errors import UsageError


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its SPDX name, the Hub's id, and where its text stands."""

    name: str
    hub: str
    url: str
    text: str


SCOPE = """
This licence is of the links, the captions and the metadata of this dataset.
The images and the words of the shops belong to their owners and keep their own terms.
"""

_BSD = """BSD 3-Clause License

Copyright (c) {year}, {holder}

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its
   contributors may be used to endorse or promote products derived from
   this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""

_CC_BY = """Creative Commons Attribution 4.0 International (CC BY 4.0)

Copyright (c) {year}, {holder}

You may share and adapt this work for any purpose, if you give credit, link to
the licence and say what you changed. The legal text is the licence, this
summary is not: https://creativecommons.org/licenses/by/4.0/legalcode
"""

_ALL = (
    Licence("BSD-3-Clause", "bsd-3-clause", "https://opensource.org/license/bsd-3-clause", _BSD),
    Licence("CC-BY-4.0", "cc-by-4.0", "https://creativecommons.org/licenses/by/4.0/", _CC_BY),
)
LICENCES: Mapping[str, Licence] = {licence.name: licence for licence in _ALL}


def licence_of(name: str) -> Licence:
    """The licence of that SPDX name; a UsageError for another."""
    if name not in LICENCES:
        raise UsageError(f"no licence is named {name!r}; there are: {', '.join(LICENCES)}")
    return LICENCES[name]


def licence_text(name: str, *, year: str, holder: str) -> str:
    """The LICENSE file of a release."""
    return licence_of(name).text.format(year=year, holder=holder) + SCOPE
