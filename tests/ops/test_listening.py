"""The listening socket of `carnet serve`."""

import socket

from carnet.ops.serving import bind


def test_answers_are_sent_without_waiting_for_an_acknowledgement():
    with bind("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _address = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
