// The page's words in Vietnamese and English. What comes from the plans is never translated.

const WORDS = {
  search: ["Tra cứu", "Search"],
  units: ["Đơn vị", "Units"],
  documents: ["Văn bản", "Documents"],
  check: ["Kiểm tra", "Check"],
  skip: ["Đến nội dung chính", "Skip to content"],
  intro: [
    "Hỏi bằng lời thường, có dấu hoặc không dấu. Mỗi câu trả lời là một trích dẫn, kèm nơi đã đọc.",
    "Ask in plain words, with or without marks. Every answer is a quotation with the place it was read from.",
  ],
  query: ["Nội dung cần tìm", "What to look for"],
  find: ["Tìm", "Search"],
  filters: ["Bộ lọc", "Filters"],
  apply: ["Áp dụng", "Apply"],
  any: ["Tất cả", "Any"],
  unit: ["Đơn vị", "Unit"],
  role: ["Vai trò", "Role"],
  ward: ["Địa phương", "Ward"],
  plan: ["Kế hoạch", "Plan"],
  cites: ["Viện dẫn", "Cites"],
  topic: ["Chủ đề", "Topic"],
  time: ["Thời gian", "Time"],
  spelling: ["Sửa thành", "Read as"],
  abbreviation: ["Viết đầy đủ", "In full"],
  kind: ["Loại", "Kind"],
  due_before: ["Hạn đến", "Due by"],
  due_after: ["Hạn từ", "Due from"],
  date_hint: ["ví dụ 2026-12", "e.g. 2026-12"],
  lead: ["Chủ trì", "Lead"],
  coordinate: ["Phối hợp", "Coordinating"],
  report_to: ["Báo cáo", "Reports to"],
  deadline: ["Thời hạn", "Deadline"],
  output: ["Sản phẩm", "Output"],
  topics: ["Chủ đề", "Topics"],
  place_read: ["Nơi đọc", "Read from"],
  characters: ["ký tự", "characters"],
  section_path: ["mục", "item"],
  task: ["Nhiệm vụ", "Task"],
  document: ["Văn bản", "Document"],
  section: ["Đề mục", "Section"],
  target: ["Chỉ tiêu", "Target"],
  remove: ["Bỏ", "Remove"],
  understood: ["Đã hiểu", "Understood"],
  results: ["kết quả", "results"],
  shown: ["đang xem", "shown"],
  tasks: ["nhiệm vụ", "tasks"],
  plans: ["kế hoạch", "plans"],
  more: ["Xem thêm", "Show more"],
  loading: ["Đang tìm…", "Looking…"],
  nothing: ["Không tìm thấy kết quả nào.", "Nothing was found."],
  nothing_way: [
    "Thử bớt từ, bỏ một bộ lọc, hoặc viết đủ tên đơn vị.",
    "Try fewer words, remove a filter, or write the unit's full name.",
  ],
  examples: ["Ví dụ", "Examples"],
  failed: ["Không lấy được câu trả lời", "There is no answer"],
  problem_404: ["Không có văn bản, kế hoạch, đơn vị hay địa phương nào mang tên này.", "Nothing bears this name."],
  problem_422: ["Câu hỏi có giá trị không hợp lệ.", "The question has a value that is not valid."],
  problem_503: ["Máy chủ chưa có dữ liệu.", "The server has no data yet."],
  problem_other: ["Máy chủ không trả lời được.", "The server could not answer."],
  try_these: ["Có phải bạn tìm", "Did you mean"],
  units_intro: [
    "Mọi nhiệm vụ của một đơn vị trên tất cả các địa phương, không bỏ sót, xếp theo địa phương.",
    "Every task of a unit over all wards, complete, by ward.",
  ],
  documents_intro: [
    "Các văn bản đang có và các văn bản chỉ được viện dẫn. Chọn một văn bản để xem lược đồ.",
    "Documents held and documents only cited. Choose one to see its chain.",
  ],
  narrow: ["Lọc danh sách", "Narrow the list"],
  held: ["đang có", "held"],
  known: ["chỉ được viện dẫn", "known, not held"],
  cited_by: ["Được viện dẫn trong", "Cited by"],
  citing_tasks: ["Nhiệm vụ viện dẫn văn bản này", "Tasks that cite it"],
  number: ["Số, ký hiệu", "Number"],
  title: ["Tên", "Title"],
  issuer: ["Cơ quan ban hành", "Issuer"],
  date: ["Ngày", "Date"],
  trace: ["Chuỗi văn bản", "Chain of documents"],
  diagram: ["Lược đồ", "Diagram"],
  up: ["Căn cứ, thực hiện (cấp trên)", "What it rests on (up)"],
  down: ["Được thực hiện bởi (cấp dưới)", "What rests on it (down)"],
  none_up: ["Không có văn bản nào ở trên.", "Nothing above."],
  none_down: ["Không có văn bản nào ở dưới.", "Nothing below."],
  repeated: ["đã nêu ở nhánh khác", "shown in another branch"],
  leads_back: ["vòng lặp", "leads back"],
  cut: ["còn nữa", "more below"],
  party: ["Đảng", "Party"],
  national: ["Trung ương", "State"],
  law: ["Luật", "Law"],
  city: ["Tỉnh, thành phố", "Province, city"],
  ward_level: ["Xã, phường", "Ward, commune"],
  unknown_level: ["Chưa rõ cấp", "Level unknown"],
  plan_text: ["Toàn văn", "Full text"],
  back: ["Trở lại", "Back"],
  held_plans: ["Các kế hoạch đang có", "Plans held"],
  its_tasks: ["Các nhiệm vụ của kế hoạch", "Tasks of the plan"],
  check_intro: [
    "Những chỗ cần xem lại trong các kế hoạch và trong đồ thị.",
    "What deserves a second look, in the plans and in the graph.",
  ],
  no_findings: ["Không có điểm nào cần xem lại.", "Nothing to report."],
  "open-citation": ["Viện dẫn không rõ cơ quan ban hành", "Citation without its issuer"],
  "ambiguous-citation": ["Viện dẫn hợp với nhiều văn bản", "Citation that several documents fit"],
  "two-dates": ["Một văn bản, hai ngày", "One document, two dates"],
  "later-date": ["Viện dẫn văn bản có ngày muộn hơn", "Cites a document of a later date"],
  "cited-before-issued": ["Thực hiện trước khi văn bản được ban hành", "Carried out before it was issued"],
  cycle: ["Các văn bản thực hiện vòng quanh", "Documents in a circle"],
  "replaced-basis": ["Căn cứ đã bị thay thế", "Rests on a document that was replaced"],
  "same-number": ["Hai văn bản cùng số", "Two documents of one number"],
  "no-number": ["Kế hoạch không có số", "Plan without a number"],
  "blank-number": ["Số văn bản bỏ trống", "Number left blank"],
  "blank-date": ["Ngày ban hành bỏ trống", "Date left blank"],
  "no-tasks": ["Không tìm thấy nhiệm vụ", "No task was found"],
  "no-lead": ["Nhiệm vụ không nêu đơn vị chủ trì", "Task without a lead"],
  "contradictory-lead": ["Cùng một việc giao cho hai nơi", "One task, two leads"],
  "divided-topic": ["Một chủ đề giao cho hai nơi", "One topic, two leads"],
  "duplicate-label": ["Số thứ tự trùng", "Number used twice"],
  "skipped-label": ["Số thứ tự nhảy", "Number skipped"],
  "absent-appendix": ["Nhắc đến phụ lục không có", "Appendix that is absent"],
  "open-bracket": ["Ngoặc không đủ đôi", "Bracket without its pair"],
  "doubled-words": ["Từ ngữ viết lặp", "Words written twice"],
  open_place: ["Xem trong văn bản", "Open in the text"],
  snapshot: ["Bản dựng", "Snapshot"],
  not_found: ["Không có trang này.", "There is no such page."],
  ongoing: ["thường xuyên", "ongoing"],
  yearly: ["hằng năm", "yearly"],
  quarterly: ["hằng quý", "quarterly"],
  monthly: ["hằng tháng", "monthly"],
  weekly: ["hằng tuần", "weekly"],
  recurring: ["định kỳ", "recurring"],
  from: ["từ", "from"],
  no_deadline: ["không nêu", "not stated"],
  no_lead: ["không nêu", "not stated"],
  why: ["Vì sao", "Why"],
};

export const language = () => (new URLSearchParams(location.search).get("lang") === "en" ? "en" : "vi");

export function t(key) {
  const pair = WORDS[key];
  return pair ? pair[language() === "en" ? 1 : 0] : key;
}

const number = (value) => String(Number(value));

// "2026-12-05" as 5/12/2026, "2026-12" as 12/2026, "--12-05" as 5/12, "2026-Q4" as Quý IV/2026, "2026/2030" as a range.
export function when(iso) {
  if (!iso) return "";
  if (iso.includes("/")) return iso.split("/").map(when).join(" – ");
  if (iso.startsWith("--")) return iso.slice(2).split("-").reverse().map(number).join("/");
  const quarter = iso.match(/^(\d{4})-Q([1-4])$/);
  if (quarter) {
    const roman = ["I", "II", "III", "IV"][quarter[2] - 1];
    return language() === "en" ? `Q${quarter[2]} ${quarter[1]}` : `Quý ${roman}/${quarter[1]}`;
  }
  const [year, ...rest] = iso.split("-");
  return [...rest.reverse().map(number), year].join("/");
}

export function deadline(value) {
  if (!value) return "";
  const days = value.due_all && value.due_all.length ? value.due_all : value.due ? [value.due] : [];
  const rhythm = value.recurrence ? t(value.recurrence) : value.kind === "recurring" ? t("recurring") : "";
  const start = value.iso ? (value.kind === "recurring" || value.kind === "ongoing" ? `${t("from")} ` : "") + when(value.iso) : "";
  const words = [value.kind === "ongoing" ? t("ongoing") : rhythm, start, days.map(when).join(", ")];
  return words.filter(Boolean).join(", ");
}
