"""The benchmarks' link: bytes come over it whole and in order, later by half its round trip and by their own length."""

import random
import socket
import subprocess
import sys

import pytest

from benchmarks.link import Direction


def test_bytes_arrive_as_they_were_sent():
    sent = random.Random(0).randbytes(100_000)
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = [sys.executable, "-m", "benchmarks.link", str(server.getsockname()[1])]
        link = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        near = socket.create_connection(("127.0.0.1", int(link.stdout.readline())), timeout=60)
        far, _ = server.accept()
        for line in ("0 0", "0.02 1e6"):
            print(line, file=link.stdin, flush=True)
            assert link.stdout.readline() == "changed\n"
            for one, other in ((near, far), (far, near)):
                one.sendall(sent)
                assert other.makefile("rb").read(len(sent)) == sent
        near.close()
        assert far.recv(1) == b"", "the end of a connection comes over the link too"
        far.close()
        link.terminate()
        link.communicate()


@pytest.mark.parametrize(("rate", "apart"), [(0, 0), (1000, 0.5)])
def test_what_is_sent_at_once_arrives_one_after_the_other(rate, apart):
    way = Direction()
    way.delay, way.rate = 10, rate
    assert [way.arrival(500, now=3) for _ in range(3)] == pytest.approx([13 + apart, 13 + 2 * apart, 13 + 3 * apart])
