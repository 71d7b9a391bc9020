// The kinds of findings in Vietnamese and English.

export const FINDINGS = {
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
};
