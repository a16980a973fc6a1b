"""On what it was measured: cores, memory, versions. Neither host nor path."""

import os
import platform
from importlib.metadata import version

import asyncpg
import psutil  # type: ignore[import-untyped]

MEASURED = ("aiokafka", "faststream", "asyncpg", "pydantic", "fastapi", "uvicorn", "uvloop", "opentelemetry-sdk")


def processor() -> str:
    """The model's name as Linux tells it."""
    try:
        with open("/proc/cpuinfo") as lines:
            named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    except OSError:
        named = []
    return named[0] if named else platform.machine()


async def described(admin_url: str) -> str:
    """One paragraph: what others need to compare their own run with this one."""
    connection = await asyncpg.connect(admin_url)
    try:
        postgres = await connection.fetchval("SHOW server_version")
    finally:
        await connection.close()
    cores, memory = os.cpu_count(), psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    libraries = ", ".join(f"{name} {version(name)}" for name in MEASURED)
    return (
        f"{cores} cores ({processor()}), {memory:.0f} GiB, load {load:.1f} at the start; "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}, "
        f"PostgreSQL {postgres}; {libraries}."
    )
