"""A virus scanner for tests, in a process of its own: clamd's INSTREAM over TCP, with one signature.

`python scanning_peer.py PORT` listens until it is ended. Long files are refused as clamd refuses them.
"""

import asyncio
import struct
import sys

SIGNATURE = b"MA-DOC-MAU"
NAME = "Mau.Thu-1"
LONGEST_BYTES = 1024 * 1024


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        asked = await reader.readuntil(b"\0")
    except asyncio.IncompleteReadError:
        asked = b""
    if asked != b"zINSTREAM\0":
        writer.write(b"UNKNOWN COMMAND\0")
    else:
        content = bytearray()
        while length := struct.unpack(">I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(length)
            if len(content) > LONGEST_BYTES:
                break
        writer.write(verdict(content))
    await writer.drain()
    writer.close()


def verdict(content: bytearray) -> bytes:
    if len(content) > LONGEST_BYTES:
        return b"INSTREAM size limit exceeded. ERROR\0"
    return f"stream: {NAME} FOUND\0".encode() if SIGNATURE in content else b"stream: OK\0"


async def main(port: int) -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
