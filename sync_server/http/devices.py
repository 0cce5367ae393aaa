"""The computers on which people signed in: one's own, and for administrators everybody's."""

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody

from app.domain.devices import Devices, Wiped
from sync_server.http.wire import AnyRequest, Running, caller, visit_of
from sync_server.service import devices


class OwnDeviceRoutes(Controller):
    """``/auth/v1``."""

    path = "/auth/v1"
    tags = ("auth",)

    @get("/devices", sync_to_thread=True)
    def mine(self, request: AnyRequest, runtime: Running) -> Devices:
        """Return the caller's own devices."""
        who = caller(request, runtime)
        return Devices(devices=runtime.db.read(lambda reader: devices.mine(reader, who)))

    @post("/devices/{device_id:str}/sign-out", sync_to_thread=True, status_code=204)
    def end(self, device_id: FromPath[str], request: AnyRequest, runtime: Running) -> None:
        """End the caller's sign-ins on one of his devices. 404 no_such_row."""
        who = caller(request, runtime)
        runtime.db.write(lambda tx: devices.end_mine(tx, who, device_id))

    @post("/wiped", sync_to_thread=True, status_code=204)
    def wiped(self, data: JSONBody[Wiped], request: AnyRequest, runtime: Running) -> None:
        """A device that was told to delete what it held has done so. It shows itself by its key and has no token."""
        key = visit_of(request).key
        runtime.db.write(lambda tx: devices.obeyed(tx, key, data.unsent))


class DeviceRoutes(Controller):
    """``/admin/v1/devices``: needs device.manage."""

    path = "/admin/v1/devices"
    tags = ("admin",)

    @get("/", sync_to_thread=True)
    def everybody(self, request: AnyRequest, runtime: Running) -> Devices:
        """Return everybody's devices. 403 forbidden."""
        who = caller(request, runtime)
        return Devices(devices=runtime.db.read(lambda reader: devices.everybody(reader, who)))

    @post("/{device_id:str}/revoke", sync_to_thread=True, status_code=204)
    def revoke(self, device_id: FromPath[str], request: AnyRequest, runtime: Running) -> None:
        """End the sign-ins on a device at once. 403 forbidden, 404 no_such_row."""
        who = caller(request, runtime)
        runtime.db.write(lambda tx: devices.revoke(tx, device_id, who))

    @post("/{device_id:str}/wipe", sync_to_thread=True, status_code=204)
    def wipe(self, device_id: FromPath[str], request: AnyRequest, runtime: Running) -> None:
        """Have a device delete what it holds. 403 forbidden, 404 no_such_row, 409 device_too_old."""
        who = caller(request, runtime)
        runtime.db.write(lambda tx: devices.wipe(tx, device_id, who))

    @post("/{device_id:str}/spare", sync_to_thread=True, status_code=204)
    def spare(self, device_id: FromPath[str], request: AnyRequest, runtime: Running) -> None:
        """Take back that a device deletes what it holds. 403 forbidden, 404 no_such_row, 409 device_obeyed."""
        who = caller(request, runtime)
        runtime.db.write(lambda tx: devices.spare(tx, device_id, who))
