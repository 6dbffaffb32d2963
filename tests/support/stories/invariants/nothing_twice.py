"""Nothing twice: nobody gets a letter again for the same act, and calendars never count backwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from support.stories.invariants.reading import CalendarEntry, entries
from support.stories.written import Written


class NothingTwice:
    """The check of a year; ``seen`` counts letters and entries."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.seen = 0

    def mistakes(self) -> Iterator[str]:
        """Yield a sentence for each thing that came twice, or went backwards."""
        yield from self._letters()
        for reader in dict.fromkeys(letter.to for letter in self.written.letters):
            texts = [each.part("text/calendar") for each in self.written.letters if each.to == reader]
            yield from self._entries([text for text in texts if text], reader)
        for name in dict.fromkeys(piece.name for piece in self.written.named(".ics")):
            texts = [piece.text for piece in self.written.pieces if piece.name == name]
            yield from self._entries(texts, name, is_file=True)

    def _letters(self) -> Iterator[str]:
        letters = self.written.letters
        self.seen += len(letters)
        for name, count in Counter(str(each.letter["Message-ID"]) for each in letters).items():
            if count > 1:
                yield f"the letter {name} came {count} times"
        words = Counter((each.to, each.part("text/plain")) for each in letters)
        for (to, text), count in words.items():
            if count > 1:
                yield f"{to} reads the same {count} times: {text[:80]!r}"
        acts = Counter((each.to, each.session, each.moment.now, each.command) for each in letters)
        for act, count in acts.items():
            if count > 1 and act[1]:
                yield f"{count} letters of one act: {act}"
        for each in letters:
            if [str(to).strip() for to in each.letter.get_all("To", [])] == [] or each.letter["Cc"]:
                yield f"{each.command} to {each.to}: it is not addressed to one person"
            if each.to not in str(each.letter["To"]):
                yield f"{each.command}: {each.letter['To']} is not {each.to}"

    def _entries(self, texts: list[str], where: str, *, is_file: bool = False) -> Iterator[str]:
        """What a reader's calendar takes in, in the order of its coming."""
        last: dict[str, CalendarEntry] = {}
        for text in texts:
            here: Counter[str] = Counter()
            for now in entries(text):
                self.seen += 1
                here[now.uid] += 1
                before = last.get(now.uid, now)
                last[now.uid] = now
                was, now_is = (
                    (each.sequence, each.stamp, each.begins, each.status) for each in (before, now)
                )
                if now.sequence < before.sequence or now.stamp < before.stamp:
                    yield f"{where}: {now.uid} goes back from {was} to {now_is}"
                is_off = (now.status == "CANCELLED") != (before.status == "CANCELLED")
                # who was invited goes by the number (RFC 5546, 2.1.5), who subscribes by the stamp as well
                newer = now.sequence > before.sequence or (is_file and now.stamp > before.stamp)
                if (is_off or now.begins != before.begins) and not newer:
                    yield f"{where}: {now.uid} changed, and its number did not: {was}, {now_is}"
            if is_file and [uid for uid, count in here.items() if count > 1]:
                yield f"{where}: a session stands in it twice: {here}"
