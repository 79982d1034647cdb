"""Questions about a call: asked privately, answered to all."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from koinon.cooperation.calls import entry_letters as letters
from koinon.cooperation.calls.models import Call, Enquiry
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused


class QuestionsClosed(Refused):
    """The call takes no questions: not yet, or no longer."""


class NoAnswer(Refused):
    """An answer without words."""


def ask_question(
    call: Call, words: str, *, email: str, language: str, by: Reader, moment: datetime
) -> Enquiry:
    """Ask. Who asked is kept apart from what is published."""
    if not call.takes_questions(moment):
        raise QuestionsClosed(_("Questions about this call are not taken any more."))
    with act("ask_question", by=by.user) as doing:
        doing.about(call)
        row = Enquiry(
            key=f"q-{secrets.token_hex(6)}", call=call, words=words.strip(), asked_at=moment,
            asked_by=by.user, email=email, language=language,
        )  # fmt: skip
        return doing.create(row)


def answer_question(enquiry: Enquiry, words: str, answer: str, *, by: Reader, moment: datetime) -> Enquiry:
    """Publish question and answer to all who see the call; whoever asked is written to."""
    refuse_unless(can_run(by))
    if not answer.strip() or not words.strip():
        raise NoAnswer(_("Write an answer."), field="answer")
    with act("answer_question", by=by.user) as doing:
        doing.about(enquiry.call)
        first = enquiry.answered_at or moment
        doing.change(enquiry, words=words.strip(), answer=answer.strip(), answered_at=first)
        letters.write_answer(enquiry, on=moment.date(), by=by.user)
        return enquiry


def remove_question(enquiry: Enquiry, *, by: Reader) -> None:
    """Take a question off the record, such as one that is no question."""
    refuse_unless(can_run(by))
    with act("remove_question", by=by.user) as doing:
        doing.about(enquiry.call)
        doing.remove(enquiry)
