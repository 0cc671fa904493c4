#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""R17: each goal has code for ours and for each floor and peer that it names, or says which issue brings it.

Over the registry, not over values: no figure is taken here. Exits 1 where a rule does not hold.
"""
import collections
import unittest

import goals

EXPECTED = [f"M{number}" for number in range(1, 17)] + ["S1", "S2", "S3", "S4a", "S4b", "S4c", "S4d"]


class Scripted:
    """A bench that answers and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def __getattr__(self, name):
        def answer(*words):
            self.asked.append(name)
            return [2.0] if name in ("desk", "version_ms") else 2.0
        return answer


class Registry(unittest.TestCase):
    def test_every_goal_is_registered_once(self):
        ids = collections.Counter(goal.id for goal in goals.REGISTRY)
        self.assertEqual([each for each in EXPECTED if each not in ids], [])
        self.assertEqual([each for each, count in ids.items() if count > 1], [])

    def test_what_is_built_has_code_for_all_that_it_names(self):
        for goal in goals.REGISTRY:
            if not goal.built:
                continue
            self.assertTrue(callable(goal.ours), goal.id)
            self.assertEqual(set(goal.against), set(goal.names), goal.id)
            self.assertTrue(all(callable(code) for code in goal.against.values()), goal.id)
            self.assertEqual(goal.issue, "", goal.id)

    def test_what_is_not_built_says_which_issue_brings_it(self):
        for goal in goals.REGISTRY:
            if goal.built:
                continue
            self.assertNotEqual(goal.issue, "", goal.id)
            self.assertEqual(goal.against, {}, f"{goal.id}: a floor without ours measures nothing")
            self.assertNotEqual(goal.target, "", goal.id)

    def test_a_limit_is_said_in_words_too(self):
        for goal in goals.REGISTRY:
            if goal.at_most is not None:
                self.assertIn(f"{goal.at_most:g}", goal.target, goal.id)

    def test_floors_are_taken_in_the_same_rounds(self):
        for goal in goals.BUILT:
            bench = Scripted()
            row = goals.measure(goal, bench, 3)
            self.assertEqual(len(row["ours"]), 1 if goal.once else 3, goal.id)
            for name in goal.names:
                self.assertEqual(len(row["against"][name]), 3, goal.id)
                self.assertEqual(row["ratios"][name], 1.0, goal.id)
            if goal.names and not goal.once:
                self.assertEqual(bench.asked[:2], bench.asked[2:4], f"{goal.id}: not interleaved")

    def test_a_goal_that_does_not_hold_is_printed_as_such(self):
        goal = goals.Goal("X", "slow", at_most=1, target="1", ours=lambda bench: [2.0])
        row = goals.measure(goal, Scripted(), 1)
        self.assertIs(row["holds"], False)
        self.assertIn(" NO ", goals.table([row], ())[1])

    def test_the_table_has_every_goal(self):
        rows = [goals.measure(goal, Scripted(), 1) for goal in goals.BUILT]
        text = goals.table(rows)
        for each in EXPECTED:
            self.assertTrue(any(line.startswith(each + " ") for line in text), each)
        self.assertEqual(sum("not built" in line for line in text), len(goals.NOT_BUILT))


if __name__ == "__main__":
    unittest.main()
