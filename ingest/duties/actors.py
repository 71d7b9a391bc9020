"""Which of the organisations that a task names take part in it, and which are issuers, audiences or objects."""

from __future__ import annotations

import re

from ingest.organisations.units import UnitMention

_DOCUMENT = (
    r"nghị quyết|quyết định|kế hoạch|chỉ thị|công văn|thông báo|kết luận|nghị định|thông tư|văn bản|chương trình|đề án"
    r"|luật|pháp lệnh|quy chế|hướng dẫn số"
)
# "Nghị quyết số ... ngày ... của X": the issuer, unless what comes from X is guidance.
_ISSUED_BY = re.compile(rf"(?:(?:{_DOCUMENT})(?!\w)[^;]{{0,90}}|\d)\scủa\s\Z")
_PAPERS_OF = re.compile(
    r"(?:văn bản|tài liệu)(?:,?\s(?:lãnh đạo|chỉ đạo|hướng dẫn|quy định|và))+"
    r"\scủa\s(?:[^;.:()]*(?:,|và)\s(?:các\s)?)?\Z"
)
_GUIDANCE = re.compile(r"(?:hướng dẫn|chỉ đạo|yêu cầu|đề nghị|quy định|phân công|ủy quyền|hỗ trợ|ý kiến)\scủa\s\Z")
_AUDIENCE = re.compile(
    r"(?:cho|đến|tới|tại|trong|trên|ở|đối với|phục vụ|hỗ trợ|vận động|khuyến khích|từ các|kiện toàn|thành lập"
    r"|củng cố|bầu|ra mắt|tham gia|duy trì|sắp xếp|họp|sửa chữa|nâng cấp"
    r"|(?:hoạt động|vai trò|hiệu quả|chất lượng|năng lực|biên chế|thành viên|mô hình) của|%)\s"
    r"(?:(?:\d+|một|mỗi|từng)\s)?"
    r"(?:(?:nhà văn hóa|trụ sở|hội trường|nhà sinh hoạt cộng đồng|địa bàn|trang thông tin(?: điện tử)?)\s)?\Z"
    r"|đại biểu\s\Z|kỳ họp(?:\sthứ\s\w+)?(?:\scủa)?\s\Z"
    r"|(?:vay|vốn|tiền|thanh toán|giao dịch)\squa\s\Z"
)
_ACTING = re.compile(
    r"(?:do|bởi|(?:hướng dẫn|chỉ đạo|yêu cầu|đề nghị|quy định|phân công) của|tham mưu|tham mưu cho|giúp|đề xuất"
    r"|kiến nghị|trình|để|giao|yêu cầu|chỉ đạo|chỉ đạo, hướng dẫn|cùng|cùng với|nòng cốt là|qua"
    r"|đề xuất với|phối hợp|phối hợp với|kết hợp với)\s\Z"
)
_WITH = re.compile(
    r"(?:kết hợp với|phối hợp với|chỉ đạo(?:,?\s(?:và\s)?(?:hướng dẫn|đôn đốc|kiểm tra|quản lý|điều hành))*)\s\Z"
)
# "Hướng dẫn các địa phương rà soát ...": who is shown how to do something does it.
_SHOWN = re.compile(r"(?:hướng dẫn|điều hành)\s\Z")
_DOES = re.compile(r"\s(?!(?:về|trong|tại|theo|và|của|thuộc|trên|có)(?!\w))\w")
# Nobody in particular: it guides or takes reports, but is no unit where something is only submitted to it.
_WHOEVER = "Cấp có thẩm quyền"
_SUBMITS = re.compile(r"(?:đề xuất|kiến nghị|trình|báo cáo|tham mưu|xin ý kiến)(?:\s(?:với|lên|cho))?\s\Z")
# A title that says what a body is for.
_FUNCTIONS_OF = re.compile(r"(?:chức năng|nhiệm vụ|quyền hạn|cơ cấu tổ chức)(?:,| và|\s)*\scủa\s\Z")
_BETWEEN_TWO = re.compile(r"giữa\s[^;,.]{3,60}?\s(?:với|và)\s\Z")
# What a body is called now, whose officer somebody is, whom an officer oversees: none takes part.
_NO_PARTY = re.compile(
    r"(?:nay là|trước đây là|sáp nhập vào|(?:ủy|uỷ) viên|phụ trách(?: các)? đơn vị:?|theo dõi hoạt động(?: của)?)\s\Z"
)
_DEFINED = re.compile(r"\slà (?:cơ quan|tổ chức) (?!chủ trì|đầu mối|thường trực|chủ quản|phối hợp|tham mưu)")
_APPROVES = re.compile(r"\s(?:phê duyệt|ban hành|thông qua|công nhận|quy định)(?!\w)")
_ISSUES = re.compile(r"[^;.]{0,60}?\sban hành(?!\w)")
_LISTED = re.compile(r"\s?(?:,|và|;)\s?\Z")
_BEFORE = 120


def takes_part(lowered: str, unit: UnitMention, previous: UnitMention | None, previous_takes_part: bool) -> bool:
    """Whether `unit`, named in the statement `lowered` (folded) without a role of its own, is one of the task's.

    Groups count only where a word before them makes them act or guide; single organisations count unless they issue a
    document or are served. In a list, all are as the first.
    """
    before = lowered[max(0, unit.i - _BEFORE) : unit.i]
    if unit.kind == "hệ thống" or _FUNCTIONS_OF.search(before) or _NO_PARTY.search(before):
        return False
    if _DEFINED.match(lowered, unit.j):
        return False
    if unit.canonical == _WHOEVER:
        return _GUIDANCE.search(before) is not None
    if previous is not None and _LISTED.fullmatch(lowered[previous.j : unit.i]):
        return previous_takes_part
    if (unit.weak and not _WITH.search(before)) or _AUDIENCE.search(before) or _PAPERS_OF.search(before):
        return False
    if before.endswith("của ") and not _GUIDANCE.search(before) and _ISSUED_BY.search(before):
        return False
    if before.endswith("do ") and _ISSUES.match(lowered, unit.j):
        return False
    if before.endswith("được ") and _APPROVES.match(lowered, unit.j):
        return False
    if unit.canonical == "Chính phủ":
        return _SUBMITS.search(before) is not None
    if unit.level == "group":
        if _SHOWN.search(before) and _DOES.match(lowered, unit.j):
            return True
        listed = before.rstrip().endswith((",", "và")) and re.search(r"do thành phố,?(?: và)?\s\Z", before) is not None
        return listed or _ACTING.search(before) is not None or _BETWEEN_TWO.search(before) is not None
    return True
