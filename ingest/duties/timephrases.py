"""The shapes of phrases that state a time inside a statement; `governing` decides which of them counts."""

from __future__ import annotations

import re

from ingest.duties.deadlines import HALF

EVERY = r"(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng|tuần|ngày(?!\s\d))"
_YEARLY = r"\s(?:của\s)?(?:(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng)|tháng\s(?:cuối|đầu)\s(?:mỗi\s)?quý)"
_DATE = (
    r"(?:ngày\s)?\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?(?![\d/])|ngày\s\d{1,2}\stháng\s\d{1,2}(?:\snăm\s\d{4})?(?!\d)"
    r"|ngày\s\d{1,2}(?=\s(?:của\s)?(?:(?:hằng|hàng|mỗi)\stháng|tháng\s(?:cuối|đầu)\s(?:mỗi\s)?quý))"
)
_MONTH = r"tháng\s\d{1,2}(?:\s?/\s?|\snăm\s)\d{4}"
_SOME_QUARTER = r"(?:iv|iii|ii|i|[1-4])(?!\w)"
_QUARTER = (
    rf"quý\s{_SOME_QUARTER}(?:\s?(?:,|-|–|và|đến)\s?(?:quý\s)?{_SOME_QUARTER}){{0,3}}(?:\s?/\s?|,?\s(?:năm\s)?)\d{{4}}"
)
EACH_MONTH = re.compile(
    r"(?:hằng|hàng|mỗi)\stháng[^;]{0,120}?\s(?:trước|vào|chậm nhất)\sngày\s\d{1,2}(?!\s?[/.]?\d|\stháng\s\d)"
)
# "trước 17 giờ ngày 15/6/2026"
_CLOCK = r"\d{1,2}\s?(?:h|giờ)\s?(?:\d{2})?(?:\s?phút)?,?\s"
_LATEST = r"(?:chậm nhất|muộn nhất)(?:\s(?:là|vào|trong|trước|đến))?|không (?:quá|muộn hơn|chậm hơn)"
_BEFORE = (
    rf"(?:(?<!từ\s)trước(?:\scác)?|vào(?=\s(?:{_CLOCK})?ngày)|(?<!\d\s)đến hết(?=\sngày)|{_LATEST})\s(?:{_CLOCK})?"
)
BY_DAY = re.compile(
    rf"(?:định kỳ(?:\s{EVERY})?\s?,?\s?\(?)?{_BEFORE}(?:{_DATE})"
    rf"(?:\s?(?:và|,)\s(?:trước\s)?(?:{_DATE}))*(?:\s{EVERY}|\s(?:của\s)?tháng\s(?:cuối|đầu)\s(?:mỗi\s)?quý)?\)?"
)
# "Ngày 15/6 hằng năm, ...", "báo cáo ... ngày 25 hằng tháng"
EVERY_DAY = re.compile(
    rf"(?:định kỳ\s)?(?:vào\s)?(?:các\s)?ngày\s\d{{1,2}}(?:\s?/\s?\d{{1,2}}|\stháng\s\d{{1,2}})?"
    rf"(?:(?:,|\svà)\s(?:ngày\s)?\d{{1,2}}(?:\s?/\s?\d{{1,2}})?){{0,5}}{_YEARLY}(?!\w)"
)
# "Chiều thứ Sáu hằng tuần", "trước 15 giờ hằng ngày"
_WEEK = r"tuần\s(?:đầu|cuối|thứ\s\w+)"
_WEEKDAY = rf"(?:{_WEEK}(?:\s(?:và\s)?{_WEEK})?|(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?:\s{_WEEK})?)"
EVERY_WEEK = re.compile(
    rf"(?:(?:trước|vào|chậm nhất(?: là| vào)?)\s)?(?:{_CLOCK})?(?:(?:sáng|chiều|tối|ngày)\s)?"
    rf"(?:{_WEEKDAY}\s(?:hằng|hàng|mỗi)\s(?:tuần|tháng)|(?<=\s)(?:hằng|hàng|mỗi)\sngày)(?!\w)"
)
# "...; gửi kết quả về Chủ tịch UBND phường vào thứ Sáu hằng tuần"
SENT_EVERY_WEEK = re.compile(rf"(?:gửi|báo cáo|nộp|cung cấp)\s[^;]*?\s({EVERY_WEEK.pattern})(?=[.;]?\s*\Z)")
IN_PERIOD = re.compile(
    rf"(?:(?:trong|vào|trước|đến hết|{_LATEST})\s(?:(?:đầu|cuối|hết|tuần\s\w+)\s)?"
    r"|(?<=hoàn thành\s)(?:(?:đầu|cuối)\s)?|(?<=xong\s)|(?<=thời gian\s))"
    rf"(?:{_QUARTER}|{_MONTH}|năm\s\d{{4}}|{HALF.pattern})(?![\d/-])"
    rf"(?:,\s(?:sau đó\s)?(?:cập nhật|duy trì|tiếp tục|thực hiện|bổ sung|rà soát)(?:\s[^\W\d]+){{0,2}}\s{EVERY})?"
)
# "Trước mùa mưa (30/4/2026), ...": a season with its day in brackets.
BY_SEASON = re.compile(
    r"(?:trước|trong|vào)\s(?:mùa|dịp|tết|lễ|khai giảng|năm học)[^()\d,;.]{0,30}"
    rf"\((?:[^()\d,;.]{{0,20}}\s)?(?:{_DATE})\)"
)
# "trong quý II" in a plan for one year
IN_BARE_PERIOD = re.compile(
    rf"(?:(?:hoàn thành|thực hiện|xong)\s)?(?:trong|vào|trước|hết)\s(?:quý\s{_SOME_QUARTER}|tháng\s\d{{1,2}})"
    r"(?!\s?[/\d-]|\s(?:năm|của|hằng|hàng|sau|tiếp|và|đến))(?=\s?(?:[.;,)]|\Z))"
)
_YEAR = r"(?:năm\s)?20\d\d"
_POINT = rf"(?:{_DATE}|{_MONTH}|{_QUARTER}|{_YEAR})(?![\d/-])"
_FROM = rf"(?:{_POINT}|ngày\s\d{{1,2}}|tháng\s\d{{1,2}}|quý\s(?:iv|iii|ii|i|[1-4]))"
FROM_TO = re.compile(
    rf"(?:định kỳ\s)?từ\s{_FROM}\s?(?:đến hết|đến|tới|-|–)\s?(?:hết\s)?"
    rf"(?:{_POINT}(?:\s{EVERY})?|tháng\s\d{{1,2}}\s{EVERY})"
)
IN_PHASE = re.compile(
    r"(?:trong\s|(?<=triển khai\s)|(?<=thực hiện\s))(?:giai đoạn|năm học)\s20\d\d\s?(?:-|–|đến)\s?20\d\d(?!\d)"
    r"(?:\svà năm học\s20\d\d\s?(?:-|–)\s?20\d\d(?!\d))?"
)
_TIMES = (
    rf"(?:{EVERY},?\s(?:(?:tổ chức|kiểm tra|họp|rà soát|thực hiện)\s)?(?:(?:ít nhất|tối thiểu)\s)?"
    r"(?:\d{1,2}|một|hai|ba|bốn)\s(?:lần|đợt|kỳ)"
    r"|\d{1,2}\s(?:ngày|tuần|tháng|năm)\s?(?:/\s?|\s?(?:một|0?1)\s)lần)"
)
ONCE = re.compile(rf"(?:định kỳ\s)?{_TIMES}(?!\w)")
MONTH_OF_YEAR = re.compile(
    rf"(?:định kỳ\s)?vào\s(?:tháng\s\d{{1,2}}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{{1,2}})*|quý\s{_SOME_QUARTER})"
    rf"\s{EVERY}(?!\w)"
    rf"|(?:trước|trong|vào)\s(?:mùa|vụ|dịp)\s[^,;.()]{{2,60}}?\s{EVERY}(?!\w)"
    r"|định kỳ\s(?:vào\s)?tháng\s\d{1,2}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{1,2})+(?!\s?[/\d]|\snăm)"
)
# "Từ tháng 7/2026, ..." and "... áp dụng từ năm 2026."
SINCE = re.compile(
    rf"(?<!chậm nhất\s)(?<!ban hành\s)(?<!thành lập\s)(?:bắt đầu\s|kể\s)?từ\s(?:đầu\s)?{_POINT}(?=,|\s?\Z)"
)
# "Tháng 3/2026, ...", "Năm 2026: ...", "Từ nay đến hết năm 2026, ..."
OPENS_WITH_TIME = re.compile(
    rf"(?:(?:kể\s)?từ nay (?:cho )?(?:đến|tới)\s(?:hết\s)?(?:{_DATE}|{_MONTH}|{_QUARTER}|{_YEAR})"
    rf"|đến\s(?:hết\s)?(?:{_DATE})"
    r"|giai đoạn\s20\d\d\s?(?:-|–|đến)\s?20\d\d"
    rf"|(?:{_DATE}|{_MONTH}|{_QUARTER}|năm\s20\d\d|{HALF.pattern}))(?=\s?[,:])"
)
ON_THE_GROUNDS = re.compile(r"(?:trên cơ sở|căn cứ)\s[^,;.]{3,80},\s(?=(?:định kỳ|hằng|hàng)\s)")
# "tháng 4 và tháng 8 năm 2026"
_MONTHS_OF = r"(?:vào\s)?tháng\s\d{1,2}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{1,2})+(?:\s?/\s?|\snăm\s)\d{4}"
# A clause that is a time and nothing else: "; từ tháng 5 đến tháng 8 năm 2026", "; thời gian: tháng 3/2026".
ONLY_TIME = re.compile(
    rf"(?:thời gian(?:\s[^,;.:]{{0,20}}?)??(?:\s?:)?\s|(?:thực hiện|tổ chức|tiến hành|triển khai)\s)?"
    rf"(?P<time>{_MONTHS_OF}|(?:(?:trong|vào|trước|chậm nhất)\s)?{_POINT}|{FROM_TO.pattern}|{IN_PHASE.pattern}"
    rf"|{ONCE.pattern}|{MONTH_OF_YEAR.pattern})\s?\)?\Z"
)
# "Tổ chức Lễ phát động tại Nhà văn hóa vào sáng ngày 16/4/2026, quy mô ...": the day of the event that opens it
# What may stand before the span of time that opens a statement: "Đợt 1 (vụ Xuân): từ 10/3 đến 20/4/2026, ...".
BEFORE_SPAN = re.compile(r"(?:trong thời gian |đợt \d{1,2}[^:;.]{0,40}: ?)?")
EVENT_ON = re.compile(
    r"(?:tổ chức|phát động|khai mạc|ra quân|ra mắt|khánh thành)\s[^,;.()]{3,120}?\s"
    rf"((?:vào\s(?:(?:sáng|chiều|tối)\s)?|(?:sáng|chiều|tối)\s)(?:{_CLOCK})?(?:(?:thứ\s\w+|chủ nhật)\s)?"
    rf"(?:các\s)?(?:{_DATE}))"
    r"(?=\s?(?:[,;.(]|\stại\s|\Z))"
)
SPAN_IN_BRACKETS = re.compile(r"\((\d{1,2}/\d{1,2}(?:/\d{4})?\s?(?:-|–|đến)\s?\d{1,2}/\d{1,2}/\d{4})\)\s?\.?\s?\Z")
TIME_IN_BRACKETS = re.compile(r"\((?=thời gian[^()]{0,20}:)([^()]*)\)")
# "Tổ chức triển khai thực hiện hằng năm, trong đó ...": the rhythm of the main predicate, not of a noun before it.
DONE_EVERY = re.compile(
    rf"(?:^|[,;.]\s|và\s)(?:chủ động\s)?(?:tổ chức\s|triển khai\s|tiến hành\s){{1,2}}(?:thực hiện\s)?({EVERY})"
    r"(?=\s?(?:,|\.|;|$))"
)
# "...; việc lồng ghép được thực hiện hằng năm, do ..."
BEING_DONE_EVERY = re.compile(rf"được\s(?:tổ chức|triển khai|thực hiện|tiến hành)\s({EVERY})(?=\s?(?:,|\.|;|$))")
# "... tuyên truyền hằng tháng về ...", where nothing else is said.
WORKED_EVERY = re.compile(
    r"(?<!kế hoạch\s)(?<!chương trình\s)(?<!lịch\s)(?<!phiên\s)(?<!kỳ\s)(?<!nhật\s)"
    r"((?:hằng|hàng)\s(?:tuần|tháng|ngày))(?=\s(?:trên|tại|qua|về|theo|ở)\s)"
    r"|(?<!phiên\s)(?<!cuộc\s)(?<!phiên họp\s)(?<!cuộc họp\s)"
    rf"(?:tuyên truyền|kiểm tra|tuần tra|rà soát|giám sát|họp|giao ban|phát sóng|phát thanh)\s((?:định kỳ\s)?{EVERY})"
    r"(?=\s?(?:về|cho|tại|đối với|ở|trên|,|\.|;|$))"
)
# "Các nội dung trên triển khai đồng bộ từ tháng 02/2026 và duy trì thường xuyên": a last clause about all before it.
ALL_OF_IT = re.compile(
    r"(?:các|những)\s(?:nội dung|nhiệm vụ|công việc|việc)\s(?:trên|này|nêu trên)\s[^;,.]{0,60}?"
    r"(?<!\w)((?:từ|trong|trước|đến|thường xuyên|hằng|hàng|xong|hoàn thành)(?!\w)[^;,]*)"
)
REPORTED_EVERY = re.compile(
    r"báo cáo(?:\s(?:kết quả|tiến độ|tình hình|số liệu))?(?:\s(?:thực hiện|triển khai))?\s"
    rf"((?:định kỳ\s)?{EVERY}(?:\s?(?:,|và)\s?{EVERY})*)(?=\s(?:về|cho|gửi|tới|đến|lên|với)\s)"
)
# "..., hằng quý tổng hợp tiến độ", "báo cáo Ban Chỉ đạo hằng tuần trong mùa khô"
EVERY_REPORT = re.compile(
    rf"(?<![^,;:]\s)((?:định kỳ\s)?{EVERY}),?\s(?:tổng hợp|báo cáo|gửi|cập nhật|thống kê|rà soát)"
    r"(?!\sviên)(?!\w)[^;.]*(?:báo cáo|tổng hợp|gửi)"
)
REPORT_EVERY = re.compile(rf"(?<!công bố )báo cáo\s[^;,.]{{3,80}}\s({EVERY})(?=\s(?:trong|vào)\s)")
TO_YEAR = re.compile(r"đến\s(?:hết\s|cuối\s)?năm\s(\d{4})")
# "Hằng năm, vào tháng 5, ..."
EVERY_YEAR_IN = re.compile(
    rf"(?:hằng|hàng|mỗi)\snăm,?\s(?:vào|trước)\s(?:{_DATE}|tháng\s\d{{1,2}})(?!\s?[/\d]|\snăm)(?=\s?[,:])"
)
OFTEN = re.compile(rf"(?:định kỳ\s)?(?:vào\s)?(?:tháng\s\d{{1,2}}\s)?{EVERY}(?!\w)")
# "Định kỳ 06 tháng tổ chức đối thoại ..." at the start of a statement
EVERY_HALF = re.compile(r"định kỳ\s(?:0?[36]|ba|sáu)\stháng(?:\s(?:một|0?1)\slần)?(?!\w)(?!,\s(?:năm|0?[169]\stháng))")
PERIODICALLY = re.compile(
    r"định kỳ(?:\s(?:0?[36]|ba|sáu)\stháng(?:,\s(?:một\s|0?1\s)?năm)?(?!,|\w)"
    rf"|\s(?:vào\s)?(?:tháng\s\d{{1,2}}\s)?{EVERY})?(?!\w)"
)
ALONE = re.compile(
    rf"(?:(?:thực hiện|triển khai|tiến hành|duy trì)\s)?"
    rf"(?P<time>định kỳ|thường xuyên(?:\s(?:trong|suốt|cả)\s(?:cả\s)?năm(?:\s20\d\d)?)?"
    rf"|(?:định kỳ\s)?(?:vào\stháng\s\d{{1,2}}\s)?{EVERY})\s?\Z"
)
# ... and not of the meeting at which the report is given
RHYTHM_AT_END = re.compile(rf"(?<!\w)(?<!giao ban\s)(?<!họp\s){EVERY}\s?\)?\Z")
RELATIVE = re.compile(
    r"(?:trong\s(?:thời hạn|vòng)\s\d+\s(?:ngày|tháng)[^;,.]*"
    r"|chậm nhất\s(?:là\s)?sau\s\d+\s(?:ngày|giờ|tháng)[^;,.]*|kể từ ngày\s[^\W\d][^;,.]*)"
)
# The time of a report counted from an event: "báo cáo ... chậm nhất 03 ngày sau khi kết thúc".
REPORTED_AFTER = re.compile(
    r"(?:chậm nhất|muộn nhất|trong vòng|trong thời hạn|không quá)\s(?:(?:là|trong|sau|vòng)\s){0,3}"
    r"\d+\s(?:ngày|giờ|tháng)[^;,.]*"
)
# A clause that only says who does it, behind one that says what and when.
ONLY_ROLES = re.compile(
    r"(?:phối hợp|chủ trì|chuẩn bị)(?:\s(?:tham gia|thực hiện|triển khai|tổ chức|cùng thực hiện))?\s?[.)]*\Z"
)
# A letter of a clause, as long as no verb of a duty of its own begins at it.
_NO_DUTY = r"(?:(?!tham mưu|xây dựng|ban hành|hướng dẫn|kiểm tra|báo cáo|theo dõi|tổng hợp|rà soát|lập|tổ chức)[^.;\d])"
# "Nội dung này giao Phòng Kinh tế chủ trì, phối hợp với Công an xã": the same as a sentence, with nothing else to do
SENTENCE_OF_ROLES = re.compile(
    r"(?:(?:nội dung|nhiệm vụ|việc)\snày\s)?giao\s[^.;\d]{3,120}?\schủ trì,?\s(?:phối hợp|cùng)\s"
    rf"{_NO_DUTY}{{3,200}}[.]?\s*\Z"
    r"|giao\s[^.;\d]{3,80}?\schủ trì,\s[^.;\d]{3,120}?\sphối hợp(?:\s[^.;\d]{3,40})?[.]?\s*\Z"
    r"|giao\s[^.;,\d]{3,80}?\schủ trì[.]?\s*\Z"
    r"|(?:phòng|sở|công an|trạm|trung tâm|văn phòng)\s[^.;,\d]{3,60}?\schủ trì,\sph[oố]i hợp với\s"
    rf"{_NO_DUTY}{{3,160}}[.]?\s*\Z"
)
# "Phòng Kinh tế phối hợp với các thôn thực hiện", "Các tổ chuyên môn thực hiện": a last sentence about who does it all
WHO_DOES_IT = re.compile(
    r"(?:giao\s|do\s)?(?:các\s)?(?:phòng|ban|sở|công an|tổ|hội|đoàn|trạm|trung tâm|ubnd|ủy ban|văn phòng|chi cục|trường"
    r"|tỉnh đoàn|thành đoàn|đảng ủy|cơ quan|đơn vị|thôn)(?!\w)[^.;:\d]{2,160}?"
    r"\s(?:phối hợp|thực hiện|triển khai|tham mưu thực hiện|tổ chức thực hiện)\s?[.]?\s*\Z"
)
# "...; chịu trách nhiệm trước UBND tỉnh nếu ...": no duty besides
ANSWERS_FOR = re.compile(r"chịu trách nhiệm\s(?:trước|về)(?!\w)[^;]*\Z")
# What tells measures of what is done: "mỗi lớp 40 người", "đơn giá 2,4 triệu đồng", "bán kính phủ 300 m".
MEASURES = re.compile(
    r"(?:mỗi [^\W\d]+(?: [^\W\d]+)?"
    r"(?: (?:cử|không quá|tối đa|từ|có|khoảng|bình quân|gồm|huy động|rút ngẫu nhiên|kiểm tra))* \d|cơ cấu giải"
    r"|(?:dự kiến )?mức (?:hỗ trợ|chi|thu|tạm ứng|thưởng)|đơn giá|giá (?:thuê|trị|hỗ trợ|bán)|định mức|bán kính"
    r"|giá khởi điểm|diện tích|chu kỳ|thời gian (?:thi công|gián đoạn)|thù lao|tổng mức|quy mô|công suất|thưởng"
    r"|giải (?:nhất|thưởng)|cỡ mẫu|đường kính|chiều (?:dài|rộng)|hỗ trợ \d|toàn (?:xã|phường|tỉnh) có \d)"
)
# "... Giao Trung tâm Văn hóa thực hiện thường xuyên trong năm."
GIVEN_FOR_GOOD = re.compile(
    r"(?<=\.\s)giao\s[^.;\d]{3,120}?\sthực hiện\s(thường xuyên(?:\strong năm(?:\s20\d\d)?)?)\s?\.?\s*\Z"
)
# "02 lần/tuần" at the end of what is done says how often a programme is on the air, not when the work is due.
RATE = re.compile(r"(?:(?:ít nhất|tối thiểu)\s)?\d{1,2}\s(?:lần|kỳ|số|buổi|đợt)/[^\W\d]+")
# "Xây dựng kế hoạch, hoàn thành trước ngày 15/4/2026; báo cáo kết quả trước ngày 05/6": what is done has its own day.
FINISHED_FIRST = re.compile(rf"(?:hoàn thành|xong)\s(?:trước|trong)\s(?:{_DATE}|{_MONTH}|{_QUARTER})\s?\Z")
EACH_TIME = re.compile(r"(?<!\w)(?:định kỳ|hằng|hàng|mỗi)(?!\w)")
# "... đào tạo 500 kỹ sư đến năm 2030": by then, where it is no horizon of a plan or forecast.
UNTIL_YEAR = re.compile(r"(?<!\d )đến\s(?:hết\s|cuối\s)?năm\s20\d\d(?=\s?\.?\s*\Z)")
FORECAST = re.compile(r"(?<!\w)(?:dự báo|tầm nhìn|thời kỳ|quy hoạch|định hướng|chiến lược)(?!\w)")
# "..., trình Hội đồng nhân dân tỉnh tại kỳ họp thường lệ giữa năm 2026"
AT_SESSION = re.compile(
    r"(?:trình|ban hành|thông qua|quy định)(?!\w)[^;.]{0,140}?"
    r"\s(tại\skỳ họp\s(?:thường lệ\s)?(?:giữa|cuối|đầu)\snăm(?:\s20\d\d)?)(?!\w)"
)
# "Hoàn thành trong tháng 02/2026 (Phòng Kinh tế chủ trì, Công an xã phối hợp)": when, with who does it in brackets
OPENS_WITH_FINISH = re.compile(r"(?:hoàn thành|hoàn tất|xong|thời gian)(?!\w)")
HANDED_OVER = re.compile(
    r",\s(?:giao|do|phân công)\s"
    r"(?!(?:nhiệm vụ|phụ trách|trách nhiệm|công việc|cụ thể|nhiệm|dự toán|chỉ tiêu|kế hoạch|vốn|kinh phí)(?!\w))"
)
THEN_FINISHED = re.compile(r",\s(?:hoàn thành|hoàn tất|xong)\s")
FINISHED = re.compile(r"(?:hoàn thành|hoàn tất)\s[^,;.]{0,40}\s")  # "hoàn thành danh mục trước ngày 31/3/2026"
# The brackets at the end of a statement, with several parts (who does it; by when) or one.
CLOSING_BRACKET = re.compile(r"\(([^()]+)\)\s?[.;]?\s*\Z")
A_DAY = re.compile(r"ngày|\d\s?/\s?\d{1,2}(?!\d)")
# "(...; trình UBND tỉnh trước ngày 30/9/2026)"
GIVEN_BY = re.compile(
    r"(?:[^;,]{0,60}\s|[^;]{0,120},\s(?=hoàn thành|xong))?(?:trình|báo cáo|gửi|ban hành|ký|hoàn thành|xong)\s"
    rf"[^;]{{0,60}}?((?:{BY_DAY.pattern})|(?:{IN_PERIOD.pattern}))"
)
# "(Văn phòng tham mưu, tháng 3/2026)": a party before the time
PARTY_VERB = re.compile(r"(?<!\w)(?:chủ trì|phối hợp|thực hiện|tham mưu|phụ trách|hướng dẫn|tổ chức)(?!\w)")
# "chương trình kiểm tra, giám sát hằng năm": the rhythm of a plan
PLANNED = re.compile(r"(?<!\w)(?:chương trình|kế hoạch|lịch)\s[^,;.]{0,30}(?:,\s)?\Z")
ON_OCCASION = re.compile(r"(?:khi|ngay khi|sau khi|đột xuất khi|trước khi)\s[^\d;]{3,60}")
ONE_DAY = re.compile(r"(?:ngày\s)?\d{1,2}\s?[/.]\s?\d{1,2}(?:\s?[/.]\s?\d{4})?\s?")
YEARS = re.compile(r"(?:\A|\s)(?:năm\s|giai đoạn\s)?20\d\d\s?(?:[-–]\s?20\d\d)?\s?\Z")
# "..., dự kiến tháng 8/2026", "..., hằng năm trước ngày 15/12": what stands apart at the end of a clause.
SET_APART = re.compile(r",\s(?:dự kiến\s(?:vào\s|trong\s)?)?([^,;()]{6,70}?)\s?\.?\s?\Z")
# "... dịp 27/7 hằng năm", "... trước Tết Nguyên đán" at the very end
OCCASION = re.compile(
    rf"(?<!là\s)(?:nhân\s)?dịp\s(?:ngày\s)?(?:{_DATE}){_YEARLY}?(?=\s?\.?\s?\Z)"
    r"|(?:trước|ngay sau)\s(?:tết|mùa|(?:ngày\s)?khai giảng|kỳ (?:họp|nghỉ|thi)|hội nghị|đại hội|năm học|"
    r"khi\s(?:kết thúc|bước vào|vào|công bố|nước rút))"
    r"(?!\w)[^,;.()]{0,60}(?=\s?\.?\s?\Z)"
    r"|(?<!và\s)(?<!là\s)(?:trong\s|vào\s)?(?<!và\s)(?<!là\s)(?:các\s)?"
    r"(?:dịp|thời gian nghỉ)\s(?:nghỉ\s)?(?:lễ,\stết|tết|lễ|hè)(?!\w)"
    r"[^,;.()]{0,40}(?=\s?\.?\s?\Z)"
)
# "Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã thực hiện trong giai đoạn 2026 - 2028.": who does it and when
HANDED_AND_WHEN = re.compile(
    r"(?:\A|[.;]\s)(?:giao\s[^.;]{3,160}?|[^.;]{3,120}?\schủ trì[^.;]{0,160}?|(?<=[.;]\s)[^.;,]{3,60})\sthực hiện\s"
    rf"(?P<time>thường xuyên|{IN_PHASE.pattern}|{IN_PERIOD.pattern}|{EVERY})\s?\.?\s*\Z"
)
# "thời điểm chốt số liệu: 31/10/2026": up to when is counted, not when it is to be done.
CUT_OFF = re.compile(r"chốt số liệu(?:\s[^\W\d]+){0,3}\s?:?\s?\Z")
# "Hoàn thành trước Tết Nguyên đán." as a clause of its own
FINISHED_BEFORE = re.compile(
    r"(?:(?:hoàn thành|xong|thực hiện|triển khai)\s(?:xong\s)?)(?:trước|trong|vào|sau)\s(?:khi\s)?"
    r"(?:tết|mùa|dịp|vụ|khai giảng|năm học|kỳ họp|đại hội|ngày khai)(?!\w)[^;.()]{0,60}\s?\.?\s?\Z"
)
FINISHED_APART = re.compile(
    r",\s((?:hoàn thành|xong)\s(?:trước|trong)\s(?:khi\s)?(?:tết|mùa|dịp|vụ|khai giảng|năm học"
    r"|kỳ (?:họp|nghỉ|thi)|đại hội)(?!\w)[^;.,()]{0,40}?)(?=\s?(?:\([^()]*\))?\s?\.?\s*\Z)"
)
PERIOD_GAP = 12
REMARK = re.compile(r"\s\([^()]*\)\s?\.?")
