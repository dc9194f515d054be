"""Slack's incoming webhooks."""

import json
from datetime import datetime

from .message import Message
from .outside import post


def send(message: Message, at: datetime) -> None:
    lines = [f"*{plain(message.subject)}*", plain(message.body)]
    if message.url:
        lines.append(message.url)
    text = "\n".join(line for line in lines if line)
    post(message.to, json.dumps({"text": text, "unfurl_links": False}).encode(), {}, at)


def plain(text: str) -> str:
    """What people typed stays text: no mention of a channel, no link with another face."""
    for char, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("*", "∗"), ("`", "ˋ")):
        text = text.replace(char, safe)
    return text
