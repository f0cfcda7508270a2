# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""PostgreSQL servers of the tests' own, on the loopback interface, in folders that vanish with them."""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

SEPARATOR = "\x1f"


def require_extension(pg_config):
    """Where the programs are. Ends the test as skipped where there is no server, or no extension in it."""
    def ask(what):
        return subprocess.run([pg_config, "--" + what], capture_output=True, text=True, check=True).stdout.strip()
    if not pathlib.Path(ask("sharedir"), "extension", "cxmetrics.control").exists():
        print("skipped: the extension is not installed; cmake --install <build> --component postgresql does it")
        sys.exit(77)
    programs = pathlib.Path(ask("bindir"))
    if not (programs / "initdb").exists():
        print("skipped: no PostgreSQL server")
        sys.exit(77)
    return programs


class QueryError(Exception):
    pass


class Cluster:
    """One server. It refuses to be started as root, so that root starts it as the user postgres."""

    def __init__(self, programs, settings=""):
        self.programs = programs
        self.settings = settings
        self.folder = tempfile.mkdtemp(prefix="cxmetrics-pg-")
        self.owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.owner:
            shutil.chown(self.folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.run("initdb", "-D", self.folder + "/data", "-A", "trust", "-U", "tester", "-E", "UTF8", "--locale=C",
                 "--no-sync")
        self.start()

    def run(self, program, *arguments):
        subprocess.run([*self.owner, str(self.programs / program), *arguments], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    def start(self):
        self.run("pg_ctl", "-D", self.folder + "/data", "-w", "-l", self.folder + "/log", "-o",
                 f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off {self.settings}",
                 "start")

    def stop(self):
        self.run("pg_ctl", "-D", self.folder + "/data", "-w", "-m", "immediate", "stop")

    def remove(self):
        try:
            self.stop()
        except subprocess.CalledProcessError:
            pass  # it was stopped by the test
        shutil.rmtree(self.folder)

    def output(self, client, *arguments, script=""):
        """What a client program of the server writes."""
        answer = subprocess.run([str(self.programs / client), "-h", "127.0.0.1", "-p", str(self.port), "-U", "tester", *arguments],
                                input=script, capture_output=True, encoding="utf-8")
        if answer.returncode != 0:
            raise QueryError(answer.stderr)
        return answer.stdout

    def rows(self, script, database="postgres"):
        """The rows of all queries in a script, as texts."""
        output = self.output("psql", "-XqAt", "-F", SEPARATOR, "-v", "ON_ERROR_STOP=1", database, script=script)
        return [tuple(line.split(SEPARATOR)) for line in output.splitlines()]

    def one(self, query):
        return self.rows(query)[0][0]

    def plan(self, query, settings=""):
        return "\n".join(row[0] for row in self.rows(f"{settings}; EXPLAIN (VERBOSE, COSTS OFF) {query}"))
