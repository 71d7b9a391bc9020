"""Plans of invented wards in the layouts that occur, for the tests of `ingest`."""

from __future__ import annotations

BLOCKS = """Số: /KH-UBND

Tân Lập, ngày tháng 3 năm 2026

KẾ HOẠCH

Chuyển đổi số trên địa bàn phường Tân Lập năm 2026

Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ;

Ủy ban nhân dân phường Tân Lập ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Giúp người dân làm thủ tục nhanh hơn, ít phải đi lại; công khai tiến độ,

để người dân theo dõi.

II. NHIỆM VỤ, GIẢI PHÁP

1. Hạ tầng số

a) Nội dung:

- Thay máy tính hỏng ở bộ phận một cửa.

- Kéo cáp quang đến nhà văn hóa các tổ dân phố.

b) Cơ quan thực hiện: Văn phòng HĐND và UBND; Phòng Kinh tế phối hợp.

c) Thời gian: Quý II/2026.

2. Kỹ năng số

2.1. Mở lớp học buổi tối cho người lớn tuổi.

2.2. Chọn mười hộ kinh doanh làm mẫu.

III. THỜI GIAN THỰC HIỆN

- Năm 2026: làm thử ở hai tổ dân phố.

- Giai đoạn 2027 - 2028: nhân rộng.

IV. KINH PHÍ

Từ ngân sách phường.

V. TỔ CHỨC THỰC HIỆN

1. Các đơn vị căn cứ nhiệm vụ được giao lập kế hoạch riêng.

Định kỳ báo cáo về Ủy ban nhân dân phường trước ngày 05/12.

3. Phòng Văn hóa - Xã hội (Chủ trì)

- Theo dõi việc thực hiện Kế hoạch.

- Phối hợp với Công an phường kiểm tra an toàn mạng.

Hằng năm (trước ngày 30/11), các phòng tổng hợp kết quả gửi Ủy ban nhân dân phường.

Trong quá trình thực hiện, nếu có khó khăn, các đơn vị báo cáo để xem xét, giải quyết./.

Nơi nhận:

- Đảng ủy phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Thị Hòa

PHỤ LỤC

Phân công nhiệm vụ

(Kèm theo Kế hoạch số /KH-UBND)

STT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tSản phẩm\tThời gian
I. VIỆC LÀM NGAY
1\tLập danh sách hộ kinh doanh tham gia thí điểm của phường\tVăn phòng HĐND và\tCác tổ dân phố\tDanh sách\tTháng 4/2026

STT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tSản phẩm\tThời gian
\ttrong năm đầu.\tUBND\t\t\t
II. VIỆC THƯỜNG XUYÊN
2\tPhát tin trên loa truyền thanh\tTrung tâm Văn hóa\t\tBản tin\tThường xuyên
--\t--\t--\t--\t--\t--
"""
"""Paragraphs unbroken, blank lines between them, a table of tabs broken over pages."""

PDF = """ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 XÃ YÊN SƠN                       Độc lập - Tự do - Hạnh phúc
 Số: 15/KH-UBND             Yên Sơn, ngày 05 tháng 3 năm 2026

                         KẾ HOẠCH

      Trồng cây phân tán trên địa bàn xã Yên Sơn năm 2026

     Thực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh Ninh

Bình về trồng cây phân tán năm 2026, Ủy ban nhân dân xã Yên Sơn ban hành Kế hoạch với

các nội dung sau:

     I. NỘI DUNG

     1. Chuẩn bị đất trồng

     - Rà soát các bãi đất trống ven đê, ven đường trục xã; đánh dấu vị trí hố trồng trước

ngày 30/4/2026.

                                       2

     - Đào hố theo đúng khoảng cách của cán bộ kỹ thuật. Bón lót phân chuồng trước khi

đưa cây ra trồng.

     2. Chăm sóc và bảo vệ cây trồng trong ba năm đầu để bảo đảm tỷ lệ sống cao và giảm

chi phí trồng dặm

     2.1. Giao từng đoạn đường cho chi hội phụ nữ.

     2.2. Dựng cọc, rào chắn ở nơi có gia súc.

     II. TỔ CHỨC THỰC HIỆN

     1. Phòng Kinh tế

     Chủ trì, phối hợp với các thôn theo dõi việc trồng cây.

     Trên đây là Kế hoạch trồng cây phân tán năm 2026./.

Nơi nhận:                                            TM. ỦY BAN NHÂN DÂN
- UBND tỉnh;                                              CHỦ TỊCH
- Các thôn;
- Lưu: VT.
                                                        Trần Văn Bình
"""
"""Text taken from PDF: every line followed by a blank one, a page number, letterhead and foot in two columns."""

WRAPPED = """|
**ỦY BAN NHÂN DÂN
**
TỈNH NINH BÌNH
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 88/KH-UBND
|
*Ninh Bình, ngày 18
tháng 11 năm 2025*
|


**KẾ HOẠCH**

PHÁT TRIỂN
THƯ VIỆN CÔNG CỘNG GIAI ĐOẠN 2026 -
2030

Căn cứ Luật Thư viện ngày 21 tháng 11 năm
2019;

UBND tỉnh Ninh Bình ban hành Kế hoạch
như sau:

**I. MỤC TIÊU**

(1) Mỗi xã có một thư viện, gồm: phòng đọc;
(2) kho sách.

**II. NHIỆM
VỤ**

**1. Sách
số**

a) Số hóa tài liệu địa phương chí giai đoạn 2026
- 2030 của tỉnh.

b) Mua quyền dùng sách điện tử.

**III. TỔ CHỨC
THỰC HIỆN**

**1. Sở Văn hóa và
Thể thao**

*a) Chủ trì, phối hợp với các sở, ngành*

- Hướng dẫn các xã lập danh mục sách.

*b) Phối hợp với các cơ quan liên quan*

- Vận động tặng sách.

**2**. UBND các xã báo cáo kết quả trước ngày
15/12 hằng năm./.

|
Nơi nhận:
- Bộ Văn hóa, Thể thao và Du lịch (để
b/c);
- Lưu: VT.
|
**TM. ỦY BAN
NHÂN DÂN**
**CHỦ TỊCH**
**Đỗ Minh Khang**
|


**PHỤ LỤC**

DANH MỤC
NHIỆM VỤ

|
**TT**
|
**Nội dung**
|
**Cơ quan chủ trì**
|
**Cơ quan phối hợp**
|
**Thời hạn**
|
|
**I**
|
**Sách số**
|
|
1.1
|
Chọn tài liệu cần
số hóa
|
Thư viện tỉnh
|
|
Quý I/2026
|
|
**II**
|
**Sách giấy**
|
|
2.1
|
Luân chuyển sách
|
Sở Văn hóa và Thể thao
|
UBND các xã
|
Hằng năm
|
"""
"""Hard-wrapped Markdown cut from a web page: grids of lone bars for the letterhead, the foot and a table."""

LINES = """ĐẢNG BỘ TỈNH NINH BÌNH
ĐẢNG ỦY XÃ YÊN SƠN
*
Số 08-KH/ĐU
Yên Sơn, ngày 12 tháng 2 năm 2026
KẾ HOẠCH
học tập Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị
-----
Đảng ủy xã Yên Sơn xây dựng Kế hoạch như sau:
I- MỤC ĐÍCH, YÊU CẦU
1- Mục đích: Giúp đảng viên nắm vững nội dung Nghị quyết.
II- NHIỆM VỤ
1- Tổ chức học tập
1.1- Mở hội nghị toàn đảng bộ.
1.2- Viết bài thu hoạch.
2- Kiểm tra
- Ủy ban Kiểm tra Đảng ủy lập chương trình giám sát.
III- TỔ CHỨC THỰC HIỆN
1- Ủy ban nhân dân xã cụ thể hóa bằng kế hoạch năm.
Nơi nhận:
- Tỉnh ủy;
- Lưu Văn phòng Đảng ủy.
T/M ĐẢNG ỦY
BÍ THƯ
Lê Thị Mai
"""
"""One line a paragraph, no blank lines, the numbering of Party documents."""

MARKDOWN = """# KẾ HOẠCH
## Tết trồng cây năm 2026

**Số:** 21/KH-UBND

UBND xã Yên Sơn ban hành Kế hoạch như sau:

## I. NHIỆM VỤ

| TT | Nhiệm vụ | Cơ quan thực hiện | | Thời hạn |
|---|---|---|---|---|
| | | Chủ trì | Phối hợp | |
| I | **Chuẩn bị** | | | |
| 1 | Chọn địa điểm | Phòng Kinh tế | Các thôn<br>Đoàn xã | Quý I/2026 |

## II. TỔ CHỨC THỰC HIỆN

* **Phòng Kinh tế** theo dõi.

**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Phạm Quốc Huy**
"""
"""Markdown with headings, a table of bars with two header rows, star bullets."""

DECISION = """ỦY BAN NHÂN DÂN
TỈNH NINH BÌNH

Số: 301/QĐ-UBND

Ninh Bình, ngày 20 tháng 11 năm 2025

QUYẾT ĐỊNH

Về việc ban hành Kế hoạch bảo tồn làng nghề

ỦY BAN NHÂN DÂN TỈNH NINH BÌNH

Căn cứ Luật Di sản văn hóa ngày 23 tháng 11 năm 2024;

Theo đề nghị của Giám đốc Sở Văn hóa và Thể thao.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch bảo tồn làng nghề.

Điều 2. Giao Sở Văn hóa và Thể thao chủ trì theo dõi.

Điều 3. Quyết định này có hiệu lực kể từ ngày ký./.

Nơi nhận:

- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đỗ Minh Khang

KẾ HOẠCH

Bảo tồn làng nghề

I. NHIỆM VỤ

1. Lập bản đồ làng nghề.

2. Dạy nghề cho thanh niên.

II. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính bố trí kinh phí.
"""
"""A decision that promulgates a plan: two documents in one file."""

HTML = """KẾ HOẠCH

Dọn vệ sinh đường làng năm 2026

UBND xã Yên Sơn ban hành Kế hoạch như sau:

I. NHIỆM VỤ

<table border="1"><thead><tr><th rowspan="2">TT</th><th rowspan="2">Nội dung</th><th colspan="2">Cơ quan</th>
<th rowspan="2">Thời gian</th></tr>
<tr><th>Chủ trì</th><th>Phối hợp</th></tr></thead>
<tr><td><b>I</b></td><td colspan="4"><b>ĐƯỜNG LÀNG</b></td></tr>
<tr><td>1</td><td>Phát quang<br>bụi rậm</td><td rowspan="2">Các thôn</td><td></td><td>Tháng 3</td></tr>
<tr><td>2</td><td>Trồng hoa</td><td>Hội Phụ nữ</td><td>Tháng 4</td></tr></table>

II. TỔ CHỨC THỰC HIỆN

1. <b>Phòng Kinh tế</b> theo dõi.

TM. ỦY BAN NHÂN DÂN<br/>CHỦ TỊCH<br/>Trần Văn Bình
"""
"""A table in HTML with cells over several rows and columns, breaks and bold in HTML."""

ALL = {
    "blocks": BLOCKS,
    "pdf": PDF,
    "wrapped": WRAPPED,
    "lines": LINES,
    "markdown": MARKDOWN,
    "decision": DECISION,
    "html": HTML,
}
