#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a start of the embedded fleet may end: its own clone's left-overs and nobody else's.

Usage: leases.py REPOSITORY
"""
import importlib.machinery
import importlib.util
import os
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True


def load(repository):
    path = str(pathlib.Path(repository) / "app/fleet")
    loader = importlib.machinery.SourceFileLoader("fleet", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("fleet", loader))
    loader.exec_module(module)
    return module


class Leases(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        FLEET.LEASE_FILES = f"{folder.name}/lease-"
        FLEET.in_use = lambda uids: uids.start in self.busy
        self.busy = []
        self.one, self.two = self.folder / "one", self.folder / "two"
        for state in (self.one, self.two):
            state.mkdir()

    def take(self, state):
        number, file, ours = FLEET.lease(state)
        self.addCleanup(file.close)
        return number, file, ours

    def test_a_second_fleet_in_one_folder_is_refused_and_told_by_whom(self):
        held = FLEET.claim(self.one)
        with self.assertRaisesRegex(FLEET.FleetError, f"process {os.getpid()}"):
            FLEET.claim(self.one)
        FLEET.claim(self.two).close()
        held.close()
        FLEET.claim(self.one).close()

    def test_a_clone_takes_its_own_range_again(self):
        number, file, ours = self.take(self.two)
        self.assertEqual((number, ours), (0, False))
        one, file_one, _ = self.take(self.one)
        self.assertEqual(one, 1)
        file.close()
        file_one.close()
        again, _, ours = self.take(self.one)
        self.assertEqual((again, ours), (1, True))

    def test_what_lives_in_a_range_that_another_clone_took_is_not_ours(self):
        number, file, _ = self.take(self.one)
        file.close()
        self.take(self.two)  # has 0 now
        again, _, ours = self.take(self.one)
        self.assertNotEqual(again, number)
        self.assertFalse(ours)

    def test_a_range_in_which_somebody_lives_is_passed_over(self):
        self.busy = [FLEET.UID_BASE]
        number, _, ours = self.take(self.one)
        self.assertEqual((number, ours), (1, False))

    def test_all_taken_is_said(self):
        self.busy = [FLEET.UID_BASE + n * FLEET.UID_STEP for n in range(FLEET.LEASES)]
        with self.assertRaisesRegex(FLEET.FleetError, "all 16 leases"):
            FLEET.lease(self.one)

    def test_running_says_so_and_starts_nothing(self):
        self.assertEqual(FLEET.is_running(self.folder / "nowhere"), 1)
        self.assertEqual(FLEET.is_running(self.one), 1)
        held = FLEET.claim(self.one)
        self.assertEqual(FLEET.is_running(self.one), 0)
        held.close()


if __name__ == "__main__":
    FLEET = load(sys.argv.pop(1))
    unittest.main()
