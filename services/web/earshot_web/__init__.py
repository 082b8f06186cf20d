"""The page: its built files, how they are built, and how they are served."""
# SPDX-License-Identifier: Apache-2.0
