"""Mail, through whatever mail server the deployment names."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .message import Message, NotSent

SECONDS = 10


def send(message: Message, at: datetime) -> None:
    text = "\n\n".join(part for part in (message.body or message.subject, message.url) if part)
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    headers = {
        # the same for each attempt, so that a mail server that deduplicates can
        "Message-ID": f"<{message.first.dedupe_key}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    try:
        connection = get_connection(timeout=SECONDS)
        mail = EmailMessage(message.subject, text, to=[message.to], headers=headers, connection=connection)
        for file in message.files:
            mail.attach(file.name, file.content, file.content_type)
        mail.send()
    except Exception as error:  # each backend has its own
        raise NotSent(f"{type(error).__name__}") from None
