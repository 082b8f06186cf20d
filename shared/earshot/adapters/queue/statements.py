"""What the queue says to SQLite; every value is bound by name."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

ENQUEUE = """
INSERT INTO jobs (step, video_id, priority, due_at_us)
VALUES (:step, :video_id, :priority, :now)
ON CONFLICT (step, video_id) DO UPDATE SET
    priority = min(priority, :priority),
    due_at_us = min(due_at_us, :now),
    due_again = owner IS NOT NULL
"""

ENSURE = """
INSERT INTO jobs (step, video_id, priority, due_at_us)
VALUES (:step, :video_id, :priority, :now)
ON CONFLICT (step, video_id) DO NOTHING
"""

FREE_JOB = """
SELECT job_id, step, video_id, attempts, due_at_us, owner, lease_number, expires_at_us
FROM jobs
WHERE step = :step AND video_id = :video_id AND (owner IS NULL OR expires_at_us <= :now)
"""

# The plus keeps SQLite to the index by turn: with the one by step it would sort a long queue anew.
FIRST_DUE = """
SELECT job_id, step, video_id, attempts, due_at_us, owner, lease_number, expires_at_us
FROM jobs
WHERE +step IN (SELECT value FROM json_each(:steps))
    AND due_at_us <= :now AND (owner IS NULL OR expires_at_us <= :now)
ORDER BY priority, job_id
LIMIT 1
"""

NEXT_NUMBER = "UPDATE lease_numbers SET last = last + 1 RETURNING last"

LEASE_OUT = """
UPDATE jobs SET
    attempts = attempts + 1, due_again = 0,
    owner = :owner, lease_number = :number, expires_at_us = :expires
WHERE job_id = :job_id
"""

RENEW = """
UPDATE jobs SET expires_at_us = :expires
WHERE step = :step AND video_id = :video_id AND lease_number = :number
"""

START_ANEW = """
UPDATE jobs SET
    attempts = 0, due_again = 0, owner = NULL, lease_number = NULL, expires_at_us = NULL
WHERE step = :step AND video_id = :video_id AND lease_number = :number AND due_again
"""

FINISH = """
DELETE FROM jobs
WHERE step = :step AND video_id = :video_id AND lease_number = :number
"""

GIVE_BACK = """
UPDATE jobs SET
    attempts = attempts - :blameless, due_at_us = :due_at, due_again = 0,
    owner = NULL, lease_number = NULL, expires_at_us = NULL
WHERE step = :step AND video_id = :video_id AND lease_number = :number
"""

FORGET = "DELETE FROM jobs WHERE step = :step AND video_id = :video_id"

UNFINISHED = """
SELECT job_id, step, video_id, attempts, due_at_us, owner, lease_number, expires_at_us
FROM jobs
WHERE job_id > :last
ORDER BY job_id
LIMIT :limit
"""

LIVE_OWNERS = "SELECT DISTINCT owner FROM jobs WHERE expires_at_us > :now"

TAKE_BACK = """
UPDATE jobs SET owner = NULL, lease_number = NULL, expires_at_us = NULL
WHERE owner = :owner AND expires_at_us > :now
"""
