"""The registry of sockets, and that the ground floor's own parts are plugged in."""

from __future__ import annotations

from plans import sockets
from plans.sockets import Socket


def test_functions_come_in_their_order_and_only_once() -> None:
    socket: Socket[object] = Socket("thử")  # type: ignore[type-var]

    def first() -> None: ...
    def second() -> None: ...
    def third() -> None: ...

    for function, order in ((third, 300), (first, 1), (second, 200), (first, 500)):
        assert socket.plug(function, order=order) is function

    assert list(socket) == [first, second, third]


def test_functions_of_equal_order_keep_the_order_of_plugging() -> None:
    socket: Socket[object] = Socket("thử")  # type: ignore[type-var]
    functions = [lambda n=n: n for n in range(5)]
    for function in functions:
        socket.plug(function)

    assert list(socket) == functions


def test_the_ground_floor_is_plugged_in() -> None:
    names = {
        "menu": [function.__name__ for function in sockets.menu],
        "search": [function.__name__ for function in sockets.search],
        "scheduled": [function.__name__ for function in sockets.scheduled],
    }
    assert {"my_work", "year_plan", "papers", "office", "guide"} <= set(names["menu"])
    assert names["search"][:2] == ["plans_to_search", "tasks_to_search"]
    assert {"send_mail", "make_prints", "tidy_up"} <= set(names["scheduled"])
