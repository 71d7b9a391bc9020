"""Why a file was not read, in Vietnamese: the readers say it in English, for logs and for programs."""

from __future__ import annotations

import re

_HINTS = {
    "Ask for one of them": "Hãy chọn một trong các trang đó",
    "Check that it was copied completely": "Hãy kiểm tra xem tệp đã được chép đủ chưa",
    "Check the path and its permissions": "Hãy kiểm tra đường dẫn và quyền truy cập",
    "Copy its content into a file": "Hãy chép nội dung vào một tệp",
    "Export it again": "Hãy xuất lại tệp",
    "If it is a scan, give it as a PDF": "Nếu là bản quét, hãy gửi dưới dạng PDF",
    "If it is sound, split it into several files or export it again": "Nếu tệp không hỏng, hãy chia nhỏ hoặc xuất lại",
    "Leave out its pictures, or split it": "Hãy bỏ hình ảnh hoặc chia nhỏ tệp",
    "Print it to PDF anew": "Hãy in lại ra PDF",
    "Rename it": "Hãy đổi tên tệp",
    "Save it anew in a word processor": "Hãy mở bằng trình soạn thảo và lưu lại",
    "Open it in a word processor and save it as .docx": "Hãy mở bằng trình soạn thảo và lưu thành .docx",
    "Save it as .docx, without a password": "Hãy lưu thành .docx, không đặt mật khẩu",
    "Save it as UTF-8 text": "Hãy lưu dưới dạng văn bản UTF-8",
    "Save it without a password": "Hãy lưu không đặt mật khẩu",
    "Save it without one": "Hãy lưu không đặt mật khẩu",
    "Scan it again at 300 dpi, or give the document as text": "Hãy quét lại ở 300 dpi hoặc gửi bản có chữ",
    "Scan it again, or give the document as text": "Hãy quét lại hoặc gửi bản có chữ",
    "Split it": "Hãy chia nhỏ tệp",
    "Split it into several files": "Hãy chia thành nhiều tệp",
    "Unpack it and give its files": "Hãy giải nén và gửi từng tệp",
    "This is a defect of plankg; report it with the file": "Đây là lỗi của plankg; hãy báo lại kèm tệp này",
}
_REASONS = [
    (re.compile(pattern), vietnamese)
    for pattern, vietnamese in (
        (r"cannot be opened \((.*)\)", r"không mở được (\1)"),
        (r"cannot be read by LibreOffice", r"LibreOffice không đọc được"),
        (r"cannot be read \((.*)\)", r"không đọc được (\1)"),
        (r"declares an encoding that is not known \((.*)\)", r"khai bảng mã không rõ (\1)"),
        (r"files of type (.*) are not read", r"loại tệp \1 không được đọc"),
        (r"has (\d+) scanned pages, more than (\d+)", r"có \1 trang quét, quá \2 trang"),
        (r"has (\d+) pages, more than (\d+)", r"có \1 trang, quá \2 trang"),
        (r"has (\d+) pages", r"có \1 trang"),
        (r"holds XML in an unusual encoding \((.*)\)", r"có XML với bảng mã lạ (\1)"),
        (r"holds a document type declaration \((.*)\)", r"có khai báo kiểu tài liệu (\1)"),
        (r"holds a member with an unsafe path \((.*)\)", r"có thành phần với đường dẫn không an toàn (\1)"),
        (r"holds a stream that is packed more than (.*)", r"có luồng dữ liệu nén quá \1"),
        (r"holds (\d+) members, more than (\d+)", r"có \1 thành phần, quá \2"),
        (r"holds more than ([\d,]+) characters of text", r"có hơn \1 ký tự"),
        (r"holds more than ([\d,]+) paragraphs and cells \((.*)\)", r"có hơn \1 đoạn và ô (\2)"),
        (r"holds more than ([\d,]+) streams", r"có hơn \1 luồng dữ liệu"),
        (r"holds no text", r"không có chữ nào"),
        (r"inflates to more than (\d+) MB", r"giải nén ra hơn \1 MB"),
        (r"is a binary file, not text", r"là tệp nhị phân, không phải văn bản"),
        (r"is a damaged PDF \((.*)\)", r"là PDF bị hỏng (\1)"),
        (r"is a damaged Word file, or another program's", r"là tệp Word bị hỏng, hoặc của phần mềm khác"),
        (r"is a damaged zip file \((.*)\)", r"là tệp zip bị hỏng (\1)"),
        (r"is a device or a pipe, not a file", r"là thiết bị hoặc đường ống, không phải tệp"),
        (r"is a zip archive of other files", r"là tệp zip chứa các tệp khác"),
        (
            r"is a (\S+) file, and LibreOffice is not installed to read it",
            r"là tệp \1, máy chưa cài LibreOffice để đọc",
        ),
        (r"is compressed in an unusual way \((.*)\)", r"nén theo cách lạ (\1)"),
        (r"is encrypted", r"bị mã hóa"),
        (r"is larger than (\d+) MB as a \.docx", r"lớn hơn \1 MB khi chuyển thành .docx"),
        (r"is larger than (\d+) MB", r"lớn hơn \1 MB"),
        (r"is nested too deeply to be a document", r"lồng quá sâu, không phải văn bản"),
        (r"is not UTF-8 \(byte (\d+)\), and could be (.*)", r"không phải UTF-8 (byte \1), có thể là \2"),
        (
            r"is not UTF-8 \(byte (\d+)\), and in no encoding does it read as Vietnamese",
            r"không phải UTF-8 (byte \1), và không đọc ra tiếng Việt theo bảng mã nào",
        ),
        (r"is not a Word document that can be read \((.*)\)", r"không phải tệp Word đọc được (\1)"),
        (r"is not a (\S+) file", r"không phải tệp \1"),
        (r"is not in Word's usual \.docx form", r"không theo dạng .docx thông thường"),
        (r"is not readable as PDF \((.*)\)", r"không đọc được như PDF (\1)"),
        (r"is packed more than (\d+) : 1 \((.*)\)", r"nén quá \1 : 1 (\2)"),
        (
            r"(?:is said to be|says that it is) (\S+) but is not \(byte (\d+)\)",
            r"khai là \1 nhưng không phải (byte \2)",
        ),
        (r"makes its reader crash or need too much memory", r"làm trình đọc dừng hoặc cần quá nhiều bộ nhớ"),
        (
            r"makes its reader crash or need more than ([\d,]+) MB \((.*)\)",
            r"làm trình đọc dừng hoặc cần hơn \1 MB (\2)",
        ),
        (r"needs a password", r"có mật khẩu"),
        (r"needs more than ([\d,]+) MB of memory to read", r"cần hơn \1 MB bộ nhớ để đọc"),
        (r"no Vietnamese text is recognised on its (\d+) pages", r"không nhận dạng được chữ Việt trên \1 trang"),
        (
            r"no usable text layer: (\d+) pages hold no text \(a scan\)(?:, and Tesseract.*)?",
            r"không có lớp chữ: \1 trang là ảnh quét, máy chưa cài Tesseract",
        ),
        (
            r"no usable text layer: (\S+) of its words are Vietnamese \(.*?\)(?:, and Tesseract.*)?",
            r"lớp chữ không dùng được: \1 số từ là tiếng Việt, máy chưa cài Tesseract",
        ),
        (r"page (\d+) cannot be recognised \((.*)\)", r"trang \1 không nhận dạng được (\2)"),
        (r"takes LibreOffice longer than (\S+) seconds to read", r"LibreOffice đọc quá \1 giây"),
        (r"takes longer than (\S+) seconds to read", r"đọc quá \1 giây"),
    )
]


def in_vietnamese(reason: str | None) -> str | None:
    """A reason or hint in Vietnamese; None where there is none, or where it has not been put into words."""
    if reason in _HINTS:
        return _HINTS[reason]
    for pattern, vietnamese in _REASONS:
        if reason and (match := pattern.fullmatch(reason)):
            return match.expand(vietnamese)
    return None
