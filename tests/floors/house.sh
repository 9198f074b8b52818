#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The house of this very tree stands as planned.
exec sh "$(dirname "$0")/floors" "${srcdir:-.}" "${KENTONGAN_BUILD:-.}"
