"""``dev.py audit``: whether any locked package is known to be vulnerable.

pip-audit asks a public database about every version in the lock. What that does not answer is not audited,
and said so with the date: it is no failure, and no reassurance either.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from tools.environment import LOCKS, ROOT, script
from tools.words import say, trouble

SERVICES = ("pypi", "osv")


def main(arguments: list[str]) -> int:
    """Audit the lock of what besrour runs on; 1 when a package is known to be vulnerable."""
    today = datetime.now(UTC).date().isoformat()
    for service in SERVICES:
        packages = _asked(service, arguments)
        known = [package for package in packages if "skip_reason" not in package]
        if known:
            break
    else:
        say(
            f"{today}: no database of vulnerabilities answered; {LOCKS['runtime']} is not audited.",
            f"{today} : aucune base de vulnérabilités n’a répondu; {LOCKS['runtime']} n’est pas vérifié.",
        )
        return 0
    say(
        f"{today}: {len(known)} of {len(packages)} packages audited.",
        f"{today} : {len(known)} paquets vérifiés sur {len(packages)}.",
    )
    bad = [package for package in known if package["vulns"]]
    for package in bad:
        ids = ", ".join(vulnerability["id"] for vulnerability in package["vulns"])
        mended = sorted({version for found in package["vulns"] for version in found["fix_versions"]})
        named = f"{package['name']} {package['version']}: {ids}"
        trouble(f"{named}; mended in {mended}", f"{named}; corrigé dans {mended}")
    return int(bool(bad))


def _asked(service: str, arguments: list[str]) -> list[dict[str, Any]]:
    """What a database says of each locked package; nothing where it was not reached."""
    command = [script("python"), "-m", "pip_audit", "--disable-pip", "--no-deps", "--require-hashes"]
    command += ["--vulnerability-service", service, "--timeout", "15", "--progress-spinner", "off"]
    command += ["--format", "json", "-r", LOCKS["runtime"], *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
