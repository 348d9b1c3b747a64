"""A copy of the evalset to run against servers of this machine, and the list of what was shown."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


class Workshop:
    def __init__(self, relapse):
        self.relapse_path = str(pathlib.Path(relapse).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="relapse-wire-"))
        self.evalset = self.folder / "evalset"
        shutil.copytree(HERE / "evalset", self.evalset)
        (self.evalset / "targets").mkdir()
        self.passed, self.failed, self.runs = 0, [], 0
        self.figures = []

    def target(self, name, adapter, **keys):
        """Writes a target; JSON is YAML."""
        keys = {"name": name, "adapter": adapter, "model": "wire-2026-11-02", "system": "../prompts/system.md",
                "limits": {"concurrency": 4, "timeout": "30s", "retries": 0}, **keys}
        keys = {key: value for key, value in keys.items() if value is not None}
        (self.evalset / "targets" / f"{name}.yaml").write_text(json.dumps(keys))
        return name

    def relapse(self, *words, **environment):
        """Runs the program; variables that lead elsewhere are not its own."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
        return subprocess.run(
            [self.relapse_path, *map(str, words)], cwd=self.folder, env={**kept, **environment}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=300)

    def run(self, target, *words, trials=3, **environment):
        """Runs cases against a target; what came of it, and the whole record."""
        self.runs += 1
        out = self.folder / f"run-{self.runs}"
        done = self.relapse("run", self.evalset, "--target", target, "--max-trials", trials, "--out", out, "--progress",
                            "none", *words, **environment)
        found = re.search(r"recorded (\d+) trials?: (\d+) passed, (\d+) failed, (\d+) errored", done.stdout)
        record = (out / "run.jsonl").read_text() if (out / "run.jsonl").exists() else ""
        return Outcome(done, [int(number) for number in found.groups()] if found else None, record, out)

    def check(self, claim, holds, otherwise=""):
        """One thing that must hold."""
        if holds:
            self.passed += 1
            print(f"  ok    {claim}", flush=True)
        else:
            self.failed.append(claim)
            print(f"  FAIL  {claim}\n        {str(otherwise).strip()[-1500:]}", flush=True)
        return holds

    def all_passed(self, claim, outcome, trials):
        """A run in which so many trials were made and every one passed."""
        holds = outcome.counts == [trials, trials, 0, 0]
        return self.check(f"{claim}: {trials} of {trials} trials passed", holds, outcome.words())

    def section(self, title, begin=[0.0]):
        now = time.monotonic()
        if begin[0]:
            print(f"        {now - begin[0]:.1f} s", flush=True)
        begin[0] = now
        if title:
            print(title, flush=True)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Outcome:
    def __init__(self, done, counts, record, folder):
        self.status, self.printed, self.reported = done.returncode, done.stdout, done.stderr
        self.counts, self.record, self.folder = counts, record, folder

    def trials(self):
        return [line for line in map(json.loads, self.record.splitlines()) if line.get("kind") == "trial"]

    def words(self):
        errors = sorted({str(trial.get("error", {}).get("message")) for trial in self.trials() if trial.get("error")})
        return f"exit {self.status} {self.printed} {self.reported} {errors}"


class Program:
    """A program of this machine that serves until it is ended."""

    def __init__(self, words, log, environment=None, cwd=None):
        self.log = log
        self.process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=open(log, "w"), stderr=subprocess.STDOUT, cwd=cwd,
            env={**os.environ, **(environment or {})})

    def wait(self, port, seconds):
        """Waits until something listens on a port."""
        import socket
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return True
            time.sleep(0.1)
        return False

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
