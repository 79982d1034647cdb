"""A pasted text made plain, every character in its place: quote marks, mail headers, wide letters and addresses."""

import re
from functools import partial

WIDE = str.maketrans(
    {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    | {ord("．"): ".", ord("－"): "-", ord("｜"): "|", ord("＆"): "&", ord("＊"): "*", ord("\u00a0"): " "}
    | dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u2060\ufeff\u000b\u000c"), " ")
)
QUOTED = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")
HEADED = re.compile(
    r"(?im)^[ \t*]*(?:from|sent|to|cc|bcc|subject|date|reply-to|de|para|asunto|enviado(?:\s+el)?|fecha|à|objet|"
    r"envoyé|发件人|收件人|抄送|主题|发送时间|日期)\*?[ \t]*[:：][^\n]*(?:@|\d{4}|\bre\b|\bfwd?\b)[^\n]*$"
    r"|^[ \t]*(?:subject|asunto|objet|主题)\*?[ \t]*[:：][^\n]*$"
    r"|^[ \t]*--(?=[^\n]*[a-zà-ÿ\u4e00-\u9fff])[^\n]*--[ \t]*$"
)
REACHED = re.compile(
    r"(?i)\b[tmfe][.:：] *(?=[+(\d]|\S{1,64}@)|(?:\b(?:e-?mail|correo|courriel|tel|phone|mobile|mob|cell|fax|"
    r"teléfono|tél|whatsapp)\b|电话|手机|邮箱|微信)"
    r"[ .:：]*(?=[<+(\d]|\S{1,64}@)|<?\bhttps?://[^\s>]+>?|<?(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+\w>?"
    r"|(?<![\w.])\(?\+?\d[\d ()/-]{7,30}\d"
)
BOLD = re.compile(r"(?<![^\s(])[*_]{1,3}(?=[^\W_])|(?<=[^\s*_])[*_]{1,3}(?![\w*])")
AWAITED = re.compile(
    r"(?i)(?<=[;,])\s*(?:interpreter|translator|intérprete|interprète)[\s:(,–-]{1,4}"
    r"(?:tbc|tbd|to be confirmed|por confirmar|por designar|à confirmer)\b"
)
"""Somebody who is still to be named is nobody else's post."""
GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
BOTH_ENDS = re.compile(r"\r\n?")
MARKS = re.compile(r"[^\n]")


def blot(text: str, begin: int, end: int, mark: str = " ") -> str:
    """The text with everything between the two places hidden, line ends kept."""
    return text[:begin] + MARKS.sub(mark, text[begin:end]) + text[end:]


def _hidden(found: re.Match[str], mark: str) -> str:
    return MARKS.sub(mark, found.group())


def made_plain(text: str) -> str:
    """The same number of characters, of which only those remain that can be part of a list."""
    text = BOTH_ENDS.sub(lambda found: " \n" if len(found.group()) > 1 else "\n", text.translate(WIDE))
    text = GAP.sub(lambda found: "\t" + " " * (len(found.group()) - 1), text)
    for pattern, mark in ((QUOTED, " "), (HEADED, " "), (BOLD, " "), (REACHED, ";"), (AWAITED, ";")):
        text = pattern.sub(partial(_hidden, mark=mark), text)
    return text
