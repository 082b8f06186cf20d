"""Everything in one process on embedded adapters: the `earshot` command."""
# SPDX-License-Identifier: Apache-2.0
