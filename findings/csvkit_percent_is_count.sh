#!/usr/bin/env bash
# Guess: in a column of counts one answer "30%" and one "1,5" make csvkit call the column text, or at least tell: 30 % is not 30.
# Seen (csvkit 2.2.0, agate 1.14.2): a percent sign and a currency sign are dropped, and with the default locale a comma is too, wherever it stands:
#   450, 30% and 1,5 are numbers whose sum is 495. "1 800", as Swedish and Norwegian print it, makes the whole column text.
# So: csvstat's sums of answers that people typed add counts, shares and decimals ten times too large, without a word; look at the column's texts first.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet csvkit==2.2.0 agate==1.14.2
cd "$folder"
printf 'kommun,larm\nKramfors,450\nTimrå,30%%\nSundsvall,"1,5"\n' > answers.csv
printf 'kommun,larm\nKramfors,1 800\nTimrå,30\n' > grouped.csv
venv/bin/csvstat --columns larm --csv answers.csv | tee answers.txt
venv/bin/csvstat --columns larm --type grouped.csv | tee grouped.txt
sum="$(venv/bin/csvstat --columns larm --sum answers.csv)"
test "$sum" = 495
grep -q Text grouped.txt
