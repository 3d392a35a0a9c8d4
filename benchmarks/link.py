"""A link to far away, on this machine: a proxy that delays what passes through it and carries only so much a second.

`python -m benchmarks.link PORT` forwards a free port, which it prints, to `PORT` of 127.0.0.1. What the link is like it
takes from its input, a line each time that it changes: round trip in seconds, bytes a second each way (0: any number).
"""

import asyncio
import contextlib
import socket
import sys

CHUNK = 4096  # bytes that travel together; 3 ms at 10 Mbit/s
HOST = "127.0.0.1"


class Direction:
    """One way over the link, shared by all connections."""

    def __init__(self) -> None:
        self.delay, self.rate = 0.0, 0.0  # seconds; bytes a second, 0 for any number
        self._free = 0.0  # when all that was sent before has left

    def arrival(self, size: int, now: float) -> float:
        """Say when bytes that are sent now will arrive."""
        self._free = max(now, self._free) + (size / self.rate if self.rate else 0)
        return self._free + self.delay

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection's bytes, in order, until there are no more."""
        under_way, clock = asyncio.Queue(1000), asyncio.get_running_loop().time

        async def deliver() -> None:
            while under := await under_way.get():
                arrival, data = under
                await asyncio.sleep(max(0, arrival - clock()))
                writer.write(data)
                await writer.drain()
            writer.close()

        delivered = asyncio.create_task(deliver())
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                await under_way.put((self.arrival(len(data), clock()), data))
        await under_way.put(None)
        with contextlib.suppress(ConnectionError):
            await delivered


async def main(port: int) -> None:
    """Forward until the input ends."""
    ways = there, back = Direction(), Direction()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(HOST, port)
        for each in (writer, far_writer):
            each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(there.carry(reader, far_writer), back.carry(far_reader, writer))

    server = await asyncio.start_server(connected, HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        round_trip, rate = map(float, line.split())
        for way in ways:
            way.delay, way.rate = round_trip / 2, rate
        print("changed", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
