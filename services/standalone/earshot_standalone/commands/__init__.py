"""One module a group of sub-commands; heavy imports happen inside the commands that need them."""
# SPDX-License-Identifier: Apache-2.0
