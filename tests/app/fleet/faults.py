#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong in the embedded fleet by itself: the same few hosts at each start, and nothing with --calm.

Usage: faults.py REPOSITORY
"""
import argparse
import importlib.machinery
import importlib.util
import json
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
KINDS = {"silent", "late", "stuck", "orphan", "ghost", "leaked-slot", "contradict", "skew"}


def load(repository):
    path = str(pathlib.Path(repository) / "app/fleet")
    loader = importlib.machinery.SourceFileLoader("fleet", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("fleet", loader))
    loader.exec_module(module)
    return module


def codes(count):
    return {site: [f"A{n // 20 + 1:02}-{2 * (n % 20) + 2:02}" for n in range(count)] for site in FLEET.SITES}


class Faults(unittest.TestCase):
    def test_each_kind_once_on_a_host_of_its_own(self):
        planned = FLEET.planned_faults(codes(100))
        self.assertEqual({fault["fault"][0] for fault in planned}, KINDS)
        self.assertEqual(len(planned), len(KINDS))
        self.assertEqual(len({(fault["site"], fault["host"]) for fault in planned}), len(planned))

    def test_the_same_at_each_start(self):
        self.assertEqual(FLEET.planned_faults(codes(100)), FLEET.planned_faults(codes(100)))

    def test_a_small_fleet_has_those_that_there_are_hosts_for(self):
        self.assertEqual(FLEET.planned_faults(codes(0)), [])
        self.assertEqual([fault["fault"][0] for fault in FLEET.planned_faults(codes(7))], ["stuck", "ghost"])

    def test_they_are_of_the_simulators_hosts(self):
        with tempfile.TemporaryDirectory() as folder:
            fleet = FLEET.Fleet(argparse.Namespace(state=folder, bin=folder, hosts=300))
            for site, names in codes(100).items():
                place = pathlib.Path(folder) / "pki/sites" / site / "simulator"
                place.mkdir(parents=True)
                (place / "hosts.json").write_text(json.dumps([{"uuid": name, "code": name} for name in names]))
            self.assertEqual(fleet.plan_faults(), FLEET.planned_faults(codes(100)))

    def test_none_is_made_once_it_stops(self):
        fleet = FLEET.Fleet(argparse.Namespace(state="/nowhere", bin="/nowhere", hosts=300))
        fleet.faults = FLEET.planned_faults(codes(100))
        fleet.stopping.set()
        fleet.make_faults()  # would fail: there are no programs


if __name__ == "__main__":
    FLEET = load(sys.argv.pop(1))
    unittest.main()
