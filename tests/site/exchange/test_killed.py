"""A worker killed in the middle of an import loses nothing and half-writes nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROWS = 1200

HAND_IN = f"""
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from koinon.network.people.readers import Reader
from koinon.platform.accounts.models import User
from koinon.site.exchange import commands
user = User.objects.create_superuser("root@example.org", "correct horse battery")
people = "key,name\\n" + "".join(f"p{{n}},Person {{n}}\\n" for n in range({ROWS}))
file = SimpleUploadedFile("people.csv", people.encode())
commands.hand_in(file, language="en", by=Reader(user), moment=timezone.now())
"""

APPLY = """
from koinon.network.people.readers import Reader
from koinon.platform.accounts.models import User
from koinon.site.exchange import commands
from koinon.site.exchange.models import ImportJob
commands.{verb}(ImportJob.objects.get(), by=Reader(User.objects.get()))
"""

WORK_AND_PAUSE = """
import time
from django.db import connection
from koinon.network.people.models import Person
from koinon.site.exchange import tasks
from koinon.site.exchange.progress import Progress

class Pausing(Progress):
    def reach(self, done, total):
        super().reach(done, total)
        if connection.in_atomic_block and 0 < done < total:
            self.write()
            print("written", Person.objects.count(), flush=True)
            time.sleep(120)

tasks.Progress = Pausing
tasks.write_import.call(1)
"""

FORGET_TASKS = """
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.all().delete()
"""

TELL = """
from koinon.network.people.models import Person
from koinon.platform.audit.models import Change, Entry
from koinon.site.exchange.commands import is_interrupted
from koinon.site.exchange.models import ImportJob
job = ImportJob.objects.get()
imports = Entry.objects.filter(verb="import").count()
changes = Change.objects.filter(kind="people.person").count()
print(Person.objects.count(), changes, imports, job.state, is_interrupted(job))
"""


class House:
    """A home of its own, with the real database file and the real worker."""

    def __init__(self, home: Path) -> None:
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        source = Path(__file__).resolve().parents[3] / "src"
        self.environment |= {
            "KOINON_HOME": str(home),
            "PYTHONPATH": os.pathsep.join([str(source), *sys.path]),
            "DJANGO_SETTINGS_MODULE": "koinon.project.settings",
        }

    def koinon(self, *words: str) -> str:
        return self._run("-m", "koinon.project.cli", *words)

    def script(self, text: str) -> str:
        return self._run("-c", self.set_up(text))

    def start(self, text: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", self.set_up(text)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def set_up(self, text: str) -> str:
        return f"import django; django.setup()\n{text}"

    def _run(self, *words: str) -> str:
        done = subprocess.run([sys.executable, *words], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def test_kill_nine_in_the_middle_of_an_import(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.koinon("migrate", "--verbosity", "0", "--skip-checks")
    house.script(HAND_IN)
    house.koinon("db_worker", "--batch", "--skip-checks")
    house.script(APPLY.format(verb="start_applying"))

    worker = house.start(WORK_AND_PAUSE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "written 500\n"  # seen from inside its transaction
    worker.send_signal(signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL
    worker.stdout.close()

    assert house.script(TELL) == "0 0 0 applying True"
    house.script(FORGET_TASKS)  # as if the worker had been killed with the task in its hands
    house.script(APPLY.format(verb="start_again"))
    house.koinon("db_worker", "--batch", "--skip-checks")
    assert house.script(TELL) == f"{ROWS} {ROWS} 1 done False"
