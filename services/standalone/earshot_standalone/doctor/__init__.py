"""What `earshot doctor` looks at, and what it says to do."""
# SPDX-License-Identifier: Apache-2.0
