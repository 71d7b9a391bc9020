#!/usr/bin/env bash
# The Debian packages that some features and tests use. Without them those features say so and their tests are skipped.
#   chromium         the page's tests in a real browser
#   fonts-noto-core  a font with every Vietnamese mark, for screenshots and for the scans that tests make
#   tesseract-ocr, tesseract-ocr-vie, tesseract-ocr-osd   scans and PDF files with a wrong text layer
#   libreoffice-writer-nogui   .doc, .odt and .rtf files
set -euo pipefail
packages=(chromium fonts-noto-core tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd libreoffice-writer-nogui)
missing=()
for package in "${packages[@]}"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
[ "${#missing[@]}" -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
  echo "these packages need to be installed by root: ${missing[*]}" >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
