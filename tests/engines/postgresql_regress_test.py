# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""The scripts of postgresql/sql against postgresql/expected by pg_regress: postgresql_regress_test.py <pg_config>. Exits with 77
where there is none."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from pg_cluster import Cluster, require_extension

SCRIPTS = ["install", "answers", "customers", "plans"]
PROGRAMS = require_extension(sys.argv[1])
PGXS = pathlib.Path(subprocess.run([sys.argv[1], "--pgxs"], capture_output=True, text=True, check=True).stdout.strip())
REGRESS = PGXS.parent.parent / "test" / "regress" / "pg_regress"
FOLDER = pathlib.Path(__file__).parent / "postgresql"

if not REGRESS.exists():
    print("skipped: no pg_regress")
    sys.exit(77)
server = Cluster(PROGRAMS)
output = tempfile.mkdtemp(prefix="cxmetrics-regress-")
try:
    answer = subprocess.run([str(REGRESS), f"--bindir={PROGRAMS}", f"--inputdir={FOLDER}", f"--outputdir={output}",
                             "--host=127.0.0.1", f"--port={server.port}", "--user=tester", "--dbname=regression", *SCRIPTS])
    differences = pathlib.Path(output, "regression.diffs")
    if differences.exists():
        print(differences.read_text())
    if len(sys.argv) > 2:  # a folder for what came out
        shutil.copytree(pathlib.Path(output, "results"), sys.argv[2], dirs_exist_ok=True)
finally:
    server.remove()
    shutil.rmtree(output)
sys.exit(answer.returncode)
