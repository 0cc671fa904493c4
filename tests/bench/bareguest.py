# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""QEMU alone booting the guest image of resources/guest: the floor of what a job's VM can cost."""
import json
import pathlib
import socket
import subprocess
import tempfile
import time


def config_disk(script):
    """The config disk of resources/guest/README.md, without an environment."""
    body = b"espalier-config/1\n" + b"script %d\n" % len(script) + script + b"\nenv 0\n\nend 0\n\n"
    return body + b"\0" * (-len(body) % 512)


def connect(path, deadline):
    """A connected unix socket; QEMU makes it some time after it starts."""
    while True:
        end = socket.socket(socket.AF_UNIX)
        try:
            end.connect(str(path))
            return end
        except OSError:
            end.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.005)


def run(image, script, accelerator, memory_mib=256):
    """Seconds from exec to the job's exit line, and its exit line. Plain overlay, no encryption, no sandbox."""
    image = pathlib.Path(image)
    manifest = json.loads((image / "manifest.json").read_text())
    command_line = next(value for key, value in manifest.items() if "ommand" in key)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "config").write_bytes(config_disk(script))
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b",
                        str((image / "root.qcow2").resolve()), str(folder / "root.qcow2")], check=True)
        kvm = accelerator == "kvm"
        argv = ["qemu-system-x86_64", "-M", "q35", "-accel", "kvm" if kvm else "tcg,tb-size=128",
                "-cpu", "host" if kvm else "qemu64", "-smp", "1", "-m", str(memory_mib), "-nodefaults",
                "-no-user-config", "-display", "none", "-kernel", str(image / "vmlinuz"),
                "-initrd", str(image / "initrd"), "-append", command_line,
                "-drive", f"if=none,id=root,file={folder}/root.qcow2,cache.no-flush=on",
                "-device", "virtio-blk-pci,drive=root,serial=espalier-root",
                "-drive", f"if=none,id=config,format=raw,readonly=on,file={folder}/config",
                "-device", "virtio-blk-pci,drive=config,serial=espalier-config",
                "-device", "virtio-serial-pci",
                "-chardev", f"socket,id=control,path={folder}/control,server=on,wait=off",
                "-device", "virtserialport,chardev=control,name=espalier.control",
                "-chardev", f"socket,id=output,path={folder}/output,server=on,wait=off",
                "-device", "virtserialport,chardev=output,name=espalier.output"]
        begin = time.monotonic()
        qemu = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            deadline = begin + 120
            control, output = connect(folder / "control", deadline), connect(folder / "output", deadline)
            control.settimeout(120)
            buffer, last = b"", ""
            while not last.startswith(("exit", "signal", "failed")):
                buffer += control.recv(4096)
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    last = line.decode("ascii", "replace")
                    control.sendall(b"ack " + line + b"\n")
            took = time.monotonic() - begin
            output.close()
            control.close()
            return took, last
        finally:
            qemu.kill()
            qemu.wait()
