#!/usr/bin/env bash
# A short tour of the sample plans: every answer is printed by the command that is shown above it.
set -euo pipefail
cd "$(dirname "$0")/.."
export PLANKG_DATA="$PWD/demo/data"

run() {
  printf '\n\033[1m$ plankg'
  printf ' %q' "$@" | sed "s/\\\\ / /g"
  printf '\033[0m\n'
  plankg "$@"
}

mkdir -p demo
echo "Kế hoạch mẫu: nội dung do chúng tôi tự soạn. (Sample plans: invented content.)"
run build --sample
run search "an ninh mạng" --limit 3
run tasks --unit "Công an phường"
run trace "57-NQ/TW" --direction down
run export --view lineage --format ttl --out demo/lineage.ttl
echo "..."; sed -n '/^<urn:plankg:document:57-NQ%2FTW>/,/^$/p' demo/lineage.ttl
cat <<'END'

Trang web (the page):   PLANKG_DATA=demo/data .venv/bin/plankg serve
rồi mở (then open)      http://127.0.0.1:8000
END
