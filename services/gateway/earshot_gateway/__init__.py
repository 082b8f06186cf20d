"""The write side: uploads in, state out."""
# SPDX-License-Identifier: Apache-2.0
