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
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from koinon.network.people.readers import Reader
from koinon.project import fresh_database
from koinon.platform.accounts.models import User
from koinon.site.exchange import commands
from koinon.site.exchange.models import ImportJob
fresh_database.build(connection)
by = Reader(User.objects.create_superuser("root@example.org", "correct horse battery"))
people = "key,name\\n" + "".join(f"p{{n}},Person {{n}}\\n" for n in range({ROWS}))
file = SimpleUploadedFile("people.csv", people.encode())
commands.hand_in(file, language="en", by=by, moment=timezone.now())
call_command("db_worker", batch=True, skip_checks=True)
commands.start_applying(ImportJob.objects.get(), by=by)
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

LOOK_AND_START_AGAIN = """
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from koinon.network.people.models import Person
from koinon.network.people.readers import Reader
from koinon.platform.accounts.models import User
from koinon.platform.audit.models import Change, Entry
from koinon.site.exchange import commands
from koinon.site.exchange.models import ImportJob

def tell():
    job = ImportJob.objects.get()
    imports = Entry.objects.filter(verb="import").count()
    changes = Change.objects.filter(kind="people.person").count()
    print(Person.objects.count(), changes, imports, job.state, commands.is_interrupted(job))

tell()
DBTaskResult.objects.all().delete()  # as if the worker had been killed with the task in its hands
commands.start_again(ImportJob.objects.get(), by=Reader(User.objects.get()))
call_command("db_worker", batch=True, skip_checks=True)
tell()
"""


class House:
    """A home of its own, with the real database file and the real worker."""

    def __init__(self, home: Path) -> None:
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment |= {
            "KOINON_HOME": str(home),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DJANGO_SETTINGS_MODULE": "koinon.project.settings",
        }

    def script(self, text: str) -> list[str]:
        """Run a script to its end; the lines it prints."""
        command = [sys.executable, "-c", self.set_up(text)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def start(self, text: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", self.set_up(text)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def set_up(self, text: str) -> str:
        return f"import django; django.setup()\n{text}"


def test_kill_nine_in_the_middle_of_an_import(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.script(HAND_IN)

    worker = house.start(WORK_AND_PAUSE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "written 500\n"  # seen from inside its transaction
    worker.send_signal(signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL
    worker.stdout.close()

    before, after = house.script(LOOK_AND_START_AGAIN)
    assert before == "0 0 0 applying True"
    assert after == f"{ROWS} {ROWS} 1 done False"
