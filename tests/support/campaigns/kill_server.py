"""A mail server that counts what it takes: aiosmtpd with STARTTLS, each answer after a moment of its own."""

from __future__ import annotations

import asyncio
import random
import ssl
import threading
from collections import Counter
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from support.delivery.smtp_server import Certificate


class Server:
    """Runs in a thread; ``taken`` counts letters by address, taken the instant before 250 is said."""

    def __init__(self, folder: Path) -> None:
        key, self.chain = Certificate.make(folder)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.chain, key)
        self.dice = random.Random(1)
        self.counts = Counter[str]()
        self.lock = threading.Lock()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Think, take the letter, think again, say so."""
        await asyncio.sleep(self.dice.choice([0.0, 0.001, 0.01]))
        with self.lock:
            self.counts.update(envelope.rcpt_tos)
        await asyncio.sleep(self.dice.choice([0.0, 0.0, 0.003]))
        return "250 taken"

    def taken(self) -> Counter[str]:
        """The count so far."""
        with self.lock:
            return Counter(self.counts)

    def forget(self) -> None:
        """Begin again at nothing."""
        with self.lock:
            self.counts.clear()

    def _factory(self) -> SMTP:
        return SMTP(self, hostname="localhost", tls_context=self.context, require_starttls=True)

    def __enter__(self) -> Server:
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(self.loop.create_server(self._factory, "localhost", 0))
        self.port = int(self.server.sockets[0].getsockname()[1])
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        async def end() -> None:
            self.server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

        asyncio.run_coroutine_threadsafe(end(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()
