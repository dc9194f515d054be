"""Microsoft Teams' incoming webhooks (the workflow kind), which take an adaptive card."""

import json
from datetime import datetime
from typing import Any

from .message import Message
from .outside import post


def send(message: Message, at: datetime) -> None:
    post(message.to, json.dumps({"type": "message", "attachments": [card(message)]}).encode(), {}, at)


def card(message: Message) -> dict[str, Any]:
    body = [{"type": "TextBlock", "text": plain(message.subject), "weight": "bolder", "wrap": True}]
    if message.body:
        body.append({"type": "TextBlock", "text": plain(message.body), "wrap": True})
    content: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.4", "body": body}
    if message.url:
        content["actions"] = [{"type": "Action.OpenUrl", "title": message.url, "url": message.url}]
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}


def plain(text: str) -> str:
    """Text blocks read a little Markdown: no link with another face."""
    return text.replace("[", "［").replace("]", "］")
