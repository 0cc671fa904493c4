# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/bench/goals.py measures with: the embedded fleet on the release build, its jobs, its desk, its memory."""
import json
import os
import pathlib
import subprocess
import sys
import time

import bareguest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = ROOT / "build/release/bin"
IMAGE = ROOT / "build/guest"
HOSTS = 300
FLEET_TIMEOUT_S = 90
SCRIPT = b"true\n"


def stop(text):
    sys.exit(f"tests/bench/run: {text}")


class Bench:
    """The fleet for the time of one run, and everything that is measured on it. Times in ms."""

    def __init__(self, folder, rounds):
        self.folder = pathlib.Path(folder)
        self.rounds = rounds
        self._desk = None
        self._accelerator = None

    def __enter__(self):
        log = open(self.folder / "fleet.log", "wb")
        self.process = subprocess.Popen(
            [ROOT / "app/fleet", "--state", self.folder / "state", "--bin", BIN, "--image", IMAGE, "--hosts", str(HOSTS),
             "--calm", "--quiet-real-host"], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.file, deadline = self.folder / "state/fleet.json", time.monotonic() + FLEET_TIMEOUT_S
        while not self.file.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                stop(f"the fleet did not start: {(self.folder / 'fleet.log').read_text()}")
            time.sleep(0.1)
        self.facts = json.loads(self.file.read_text())
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def fleetd(self, *words):
        """argv of espalier-fleetd's command line at the first site."""
        return [str(word) for word in (BIN / "espalier-fleetd", words[0], "--pki", self.facts["pki"], "--site", "fra1",
                                       "--fleetd", self.facts["sites"]["fra1"], *words[1:])]

    def accelerator(self):
        """What the real host says it runs on: the floor must run on the same."""
        if self._accelerator is None:
            argv = self.fleetd("list")
            listed = subprocess.run([*argv[:2], "host", "--json", *argv[2:]], check=True, capture_output=True, text=True)
            self._accelerator = next(host["accelerator"] for host in json.loads(listed.stdout)
                                     if host["backend"] == "qemu")
        return self._accelerator

    def job(self):
        """Runs one job on the real host; moments of its lines, seconds since it was submitted."""
        file = self.folder / "job.sh"
        file.write_bytes(SCRIPT)
        argv = self.fleetd("submit", "--tenant", "acme", "--shape", "linux.test.1x256m", "--script", file, "--wait")
        moments, begin, last = {}, time.monotonic(), b""
        with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
            for line in child.stdout:
                moments[line.split(b" ", 1)[0].decode("ascii", "replace").strip()] = time.monotonic() - begin
                last = line
        if child.returncode != 0:
            stop(f"a job failed: {last.decode(errors='replace')}")
        return moments

    def job_exit_ms(self):
        return self.job()["exit"] * 1000

    def job_proof_ms(self):
        """From the job's end to the verified badge at the submitting queue."""
        moments = self.job()
        return (moments["badge"] - moments["exit"]) * 1000

    def bare_guest_ms(self):
        """QEMU alone booting the same guest for the same script, on the same accelerator."""
        took, end = bareguest.run(IMAGE, SCRIPT, self.accelerator())
        if end != "exit 0":
            stop(f"the bare guest ended with {end!r}")
        return took * 1000

    def desk(self, key):
        """What a person sees; the tour's own eyes and clock. All rounds at once: the tour starts a console for each."""
        if self._desk is None:
            file = self.folder / "desk.json"
            done = subprocess.run([BIN / "espalier-tour", "--fleet", self.file, "--out", self.folder / "desk",
                                   "--measure", file, "--rounds", str(self.rounds)],
                                  check=False, capture_output=True, text=True)
            if done.returncode != 0:
                stop(f"no figures of the desk: {done.stderr.strip() or done.stdout.strip()}")
            self._desk = json.loads(file.read_text())
        return self._desk[key]

    def version_ms(self):
        """The dynamic linker's share of a start."""
        begin = time.monotonic()
        subprocess.run([BIN / "espalier", "--version"], check=True, capture_output=True,
                       env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        return [(time.monotonic() - begin) * 1000]

    def rss_mib(self, daemon):
        """Resident memory of one daemon of the fleet."""
        pid = self.facts["daemons"][daemon]["pid"]
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return stop(f"{daemon} has no resident memory")
